import { useErrorLine, useText } from '../EditorContext'
import { formatSize } from '../formatSize'
import shared from './CheckpointDialog.module.css'
import styles from './TeachDialog.module.css'
import type { useTrainingForecast } from './useTrainingForecast'

/** What a training will take, before it starts. */
export function TeachForecast({ refusal, bytes, time }: ReturnType<typeof useTrainingForecast>) {
  const t = useText()
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
  const { seconds, by } = time
  return (
    <p className={shared.note}>
      {seconds < 90
        ? t('run.forecastSeconds', { seconds: Math.max(1, Math.round(seconds)), size })
        : t('run.forecastMinutes', { minutes: Math.round(seconds / 60), size })}
      {'. '}
      {t(`teach.timeBy.${by}`)}
    </p>
  )
}
