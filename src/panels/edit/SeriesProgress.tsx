import { X } from 'lucide-react'
import { cancelSeries } from '../../actions/series'
import { useEditor, useJobs, useText } from '../EditorContext'
import { IconButton } from '../../ui/IconButton'
import { Progress } from '../../ui/Progress'
import styles from './RunQueue.module.css'

/** How far a series of edits is, whose single edits come and go in the queue. */
export function SeriesProgress() {
  const t = useText()
  const editor = useEditor()
  const series = useJobs((state) => state.series)
  if (!series) return null
  const { kind, prompt, done, total, cancelled } = series
  return (
    <div className={styles.row} role="group" aria-label={t(`series.${kind}`)}>
      <div className={styles.texts}>
        <span className={styles.prompt}>{prompt}</span>
        <span className={styles.stage} role="status">
          {cancelled ? t('run.cancelling') : t(`series.${kind}Progress`, { done, total })}
        </span>
      </div>
      <IconButton
        icon={X}
        label={t('series.cancel')}
        side="left"
        disabled={cancelled}
        onClick={() => cancelSeries(editor)}
      />
      <Progress className={styles.bar} label={t(`series.${kind}`)} value={done / total} />
    </div>
  )
}
