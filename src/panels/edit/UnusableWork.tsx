import { X } from 'lucide-react'
import { forgetUnusable } from '../../actions/keptRecipes'
import { useEditor, useJobs, useText } from '../EditorContext'
import { IconButton } from '../../ui/IconButton'
import styles from './RunQueue.module.css'

/** Edits that another version left waiting and this one cannot run. */
export function UnusableWork() {
  const t = useText()
  const editor = useEditor()
  const unusable = useJobs((state) => state.unusable)
  const count = (unusable?.queue.length ?? 0) + (unusable?.series === undefined ? 0 : 1)
  if (count === 0) return null
  const label = t('panel.otherVersion')
  return (
    <div className={styles.row} role="group" aria-label={label}>
      <span className={styles.stage}>{t('run.unusable', { count })}</span>
      <div className={styles.buttons}>
        <IconButton
          icon={X}
          label={t('panel.removeGuide', { guide: label })}
          side="left"
          onClick={() => forgetUnusable(editor)}
        />
      </div>
    </div>
  )
}
