// What an edit is doing, in words and as a share.
import { useText } from '../EditorContext'
import type { EditJob, JobsState } from '../../state/jobs'
import { formatSize } from '../../shared/formatSize'

/** 0 to 1; undefined while nobody knows. */
export function shareDone({ step, steps }: EditJob, download: JobsState['download']): number | undefined {
  if (download) return download.loaded / download.total
  return steps > 0 ? step / steps : undefined
}

/** @param held nothing further begins */
export function useStageText(
  { status, stage, step, steps, secondsLeft }: EditJob,
  download: JobsState['download'],
  held: boolean,
): string {
  const t = useText()
  if (status === 'waiting') return t(held ? 'run.held' : 'run.waiting')
  if (status === 'cancelling') return t('run.cancelling')
  if (status === 'stopping') return t('run.stopping')
  if (download)
    return t('run.downloading', { loaded: formatSize(download.loaded), total: formatSize(download.total) })
  if (stage === 'enlarging' && steps > 1) return t('run.enlargingParts', { step, steps })
  if (stage !== 'denoising') return t(`run.${stage}`)
  const done = steps > 0 ? t('run.denoising', { step, steps }) : t('run.starting')
  if (secondsLeft === undefined) return done
  const left =
    secondsLeft < 90
      ? t('run.secondsLeft', { seconds: Math.max(1, Math.round(secondsLeft)) })
      : t('run.minutesLeft', { minutes: Math.round(secondsLeft / 60) })
  return `${done}, ${left}`
}
