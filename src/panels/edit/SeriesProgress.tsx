import { Play, X } from 'lucide-react'
import { cancelSeries, goOn } from '../../actions/seriesControl'
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
  const { kind, prompt, done, total, failures, stage } = series
  const said = [
    ...(stage === 'held' ? [t('run.held')] : []),
    stage === 'cancelling' ? t('run.cancelling') : t(`series.${kind}Progress`, { done, total }),
    ...(failures.length > 0 ? [t('series.failed', { count: failures.length })] : []),
  ]
  return (
    <div className={styles.row} role="group" aria-label={t(`series.${kind}`)}>
      <div className={styles.texts}>
        <span className={styles.prompt}>{prompt}</span>
        <span className={styles.stage} role="status">
          {said.join(' · ')}
        </span>
      </div>
      <div className={styles.buttons}>
        {stage === 'held' && (
          <IconButton icon={Play} label={t('run.goOn')} side="left" onClick={() => void goOn(editor)} />
        )}
        <IconButton
          icon={X}
          label={t('series.cancel')}
          side="left"
          disabled={stage === 'cancelling'}
          onClick={() => void cancelSeries(editor)}
        />
      </div>
      <Progress className={styles.bar} label={t(`series.${kind}`)} value={done / total} />
    </div>
  )
}
