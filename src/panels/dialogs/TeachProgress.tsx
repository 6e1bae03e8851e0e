import { useEditor } from '../EditorContext'
import { useLateText } from '../useLateText'
import type { Training } from '../../state/jobs'
import { Button } from '../../ui/Button'
import { Progress } from '../../ui/Progress'
import shared from './CheckpointDialog.module.css'
import { LossCurve } from './LossCurve'
import styles from './TeachDialog.module.css'
import { TeachSamples } from './TeachSamples'

/** A training that runs: how far it is, its loss, and what it makes of the prompts that were given. */
export function TeachProgress({ training }: { readonly training: Training }) {
  const t = useLateText()
  const { engine } = useEditor()
  const { word, status, step, steps, secondsLeft, losses, samples, samplePrompts, bytes, making } = training
  const idle = status !== 'running' || step === 0
  return (
    <section className={styles.form} aria-label={t('teach.learning', { word })}>
      <p role="status">
        {status === 'cancelling'
          ? t('run.cancelling')
          : step === 0
            ? making
              ? t('teach.making', making)
              : t('run.starting')
            : t('teach.step', { word, step, steps })}
        {secondsLeft !== undefined &&
          `, ${t('run.secondsLeft', { seconds: Math.max(1, Math.round(secondsLeft)) })}`}
      </p>
      <Progress
        label={t('teach.learning', { word })}
        value={step === 0 && making ? making.at / making.count : step / steps}
      />
      <LossCurve losses={losses} label={t('teach.loss')} />
      {samplePrompts.map((prompt) => (
        <TeachSamples key={prompt} samples={samples.filter((sample) => sample.prompt === prompt)} />
      ))}
      <p className={shared.note}>{t('teach.leave')}</p>
      {bytes !== undefined && (
        <p className={shared.note}>{t('teach.memory', { megabytes: Math.ceil(bytes / 1e6) })}</p>
      )}
      <div className={styles.buttons}>
        <Button disabled={idle} onClick={() => engine.orderTraining('files')}>
          {t('teach.saveNow')}
        </Button>
        {samplePrompts.length > 0 && (
          <Button disabled={idle} onClick={() => engine.orderTraining('samples')}>
            {t('teach.sampleNow')}
          </Button>
        )}
        <Button disabled={idle} onClick={() => engine.orderTraining('pause')}>
          {t('teach.pause')}
        </Button>
        <Button disabled={status === 'cancelling'} onClick={() => engine.cancelTraining()}>
          {t('run.cancel')}
        </Button>
      </div>
    </section>
  )
}
