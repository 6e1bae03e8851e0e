import { useEditor } from '../EditorContext'
import { useLateText } from '../useLateText'
import { learnedName } from '../../shared/trainingPlan'
import type { UnfinishedTraining } from '../../state/jobs'
import { Button } from '../../ui/Button'
import { Progress } from '../../ui/Progress'
import styles from './TeachDialog.module.css'

/** A training that was interrupted or paused: it goes on, or is given up. */
export function UnfinishedTeaching({ unfinished }: { readonly unfinished: UnfinishedTraining }) {
  const t = useLateText()
  const { engine } = useEditor()
  const { plan, step } = unfinished
  const { steps } = plan
  const label = t('teach.unfinished', { word: learnedName(plan), step, steps })
  return (
    <section className={styles.form} aria-label={label}>
      <p role="status">{label}</p>
      <Progress label={label} value={step / steps} />
      <div className={styles.buttons}>
        <Button look="primary" onClick={() => engine.goOnTraining()}>
          {t('teach.goOn')}
        </Button>
        <Button onClick={() => engine.forgetTraining()}>{t('teach.forget')}</Button>
      </div>
    </section>
  )
}
