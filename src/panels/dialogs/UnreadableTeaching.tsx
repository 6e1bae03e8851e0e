import { useEditor, useSettings } from '../EditorContext'
import { useLateText } from '../useLateText'
import type { ErrorReport } from '../../shared/errorReport'
import { wordedError } from '../../strings/worded'
import { Button } from '../../ui/Button'
import styles from './TeachDialog.module.css'

/** A training that another version saved and this one cannot go on with: it is kept until it is given up. */
export function UnreadableTeaching({ error }: { readonly error: ErrorReport }) {
  const t = useLateText()
  const language = useSettings((state) => state.language)
  const { engine } = useEditor()
  const label = t('teach.unreadable')
  return (
    <section className={styles.form} aria-label={label}>
      <p role="status">
        {label} {wordedError(language, error).message}
      </p>
      <div className={styles.buttons}>
        <Button onClick={() => engine.forgetTraining()}>{t('teach.forget')}</Button>
      </div>
    </section>
  )
}
