import { useEffect, useState } from 'react'
import { useEditor, useJobs, useText } from '../EditorContext'
import { measureMemory } from './measureMemory'
import { formatSize } from '../../shared/formatSize'
import styles from './MemoryUse.module.css'

/** What is in memory, as far as it can be told: by our own count, and by the browser's. */
export function MemoryUse() {
  const t = useText()
  const { bitmaps } = useEditor()
  const weightBytes = useJobs((jobs) => jobs.weightBytes)
  const onGraphicsCard = useJobs(({ backend }) => backend?.name === 'webgpu')
  const [all, setAll] = useState<number | undefined | 'measuring'>('measuring')
  useEffect(() => {
    let shown = true
    void measureMemory().then((bytes) => {
      if (shown) setAll(bytes)
    })
    return () => {
      shown = false
    }
  }, [])
  const whole = () => {
    if (all === 'measuring') return t('engine.measuring')
    if (all === undefined) return t('engine.notMeasured')
    return t(onGraphicsCard ? 'engine.allButGraphics' : 'engine.all', { size: formatSize(all) })
  }
  return (
    <ul className={styles.list}>
      <li>{t('engine.weights', { size: formatSize(weightBytes) })}</li>
      <li>{t('engine.pictures', { size: formatSize(bitmaps.bytes) })}</li>
      <li>{whole()}</li>
    </ul>
  )
}
