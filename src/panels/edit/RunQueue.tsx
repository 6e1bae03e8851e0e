import { X } from 'lucide-react'
import { useEditor, useJobs, useText } from '../../app/EditorContext'
import type { EditJob, JobsState } from '../../state/jobs'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { Progress } from '../../ui/Progress'
import { formatSize } from '../formatSize'
import styles from './RunQueue.module.css'

/** The edits that run and wait, each with a way to stop it. */
export function RunQueue() {
  const t = useText()
  const { engine } = useEditor()
  const jobs = useJobs((state) => state.jobs)
  if (jobs.length === 0) return null
  return (
    <div className={styles.queue}>
      <ol className={styles.list} aria-label={t('run.progress')}>
        {jobs.map((job) => (
          <Row key={job.id} job={job} />
        ))}
      </ol>
      {jobs.length > 1 && (
        <Button look="quiet" size="small" onClick={() => engine.cancelAll()}>
          {t('run.cancelAll')}
        </Button>
      )}
    </div>
  )
}

function Row({ job }: { readonly job: EditJob }) {
  const t = useText()
  const { engine } = useEditor()
  const download = useJobs((state) => state.download)
  const stage = useStageText(job, download)
  return (
    <li className={styles.row}>
      <div className={styles.texts}>
        <span className={styles.prompt}>{job.recipe.prompt}</span>
        <span className={styles.stage} role="status">
          {stage}
        </span>
      </div>
      <IconButton
        icon={X}
        label={t('run.cancel')}
        disabled={job.status === 'cancelling'}
        onClick={() => engine.cancel(job.id)}
      />
      {job.status !== 'waiting' && (
        <Progress className={styles.bar} label={t('run.progress')} value={shareDone(job, download)} />
      )}
    </li>
  )
}

/** 0 to 1; undefined while nobody knows. */
function shareDone({ step, steps }: EditJob, download: JobsState['download']): number | undefined {
  if (download) return download.loaded / download.total
  return steps > 0 ? step / steps : undefined
}

function useStageText(
  { status, stage, step, steps, secondsLeft }: EditJob,
  download: JobsState['download'],
): string {
  const t = useText()
  if (status === 'waiting') return t('run.waiting')
  if (status === 'cancelling') return t('run.cancelling')
  if (download)
    return t('run.downloading', { loaded: formatSize(download.loaded), total: formatSize(download.total) })
  if (stage !== 'denoising') return t(`run.${stage}`)
  const done = steps > 0 ? t('run.denoising', { step, steps }) : t('run.starting')
  if (secondsLeft === undefined) return done
  const left =
    secondsLeft < 90
      ? t('run.secondsLeft', { seconds: Math.max(1, Math.round(secondsLeft)) })
      : t('run.minutesLeft', { minutes: Math.round(secondsLeft / 60) })
  return `${done}, ${left}`
}
