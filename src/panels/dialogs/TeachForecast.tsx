import { useErrorLine } from '../EditorContext'
import { useLateText } from '../useLateText'
import { formatSize } from '../../shared/formatSize'
import { formatTime } from '../formatTime'
import shared from './CheckpointDialog.module.css'
import styles from './TeachDialog.module.css'
import type { useTrainingForecast } from './useTrainingForecast'

/** What a training will take, before it starts. */
export function TeachForecast({ refusal, bytes, time }: ReturnType<typeof useTrainingForecast>) {
  const t = useLateText()
  const said = useErrorLine()
  if (refusal)
    return (
      <p className={styles.refusal} role="alert">
        {said(refusal)}
      </p>
    )
  if (bytes === undefined) return null
  const size = formatSize(bytes)
  if (!time) return <p className={shared.note}>{t('teach.timeUnknown', { size })}</p>
  const { seconds, by, rough } = time
  return (
    <p className={shared.note}>
      {t('run.forecast', { time: formatTime(t, seconds, rough), size })}
      {'. '}
      {t(`teach.timeBy.${by}`)}
    </p>
  )
}
