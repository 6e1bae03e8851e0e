import { useEditor, useSettings } from '../EditorContext'
import { useLateText } from '../useLateText'
import { Disclosure } from '../../ui/Disclosure'
import styles from './models.module.css'

/** The person's token for gated models. */
export function HubToken() {
  const t = useLateText()
  const { settings } = useEditor()
  const token = useSettings((state) => state.hubToken)
  return (
    <Disclosure label={t('model.token')} note={token === '' ? undefined : t('model.tokenSet')}>
      <p className={styles.note}>{t('model.tokenHint')}</p>
      <input
        className={styles.token}
        type="password"
        autoComplete="off"
        aria-label={t('model.token')}
        placeholder="hf_…"
        value={token}
        onChange={({ target }) => settings.setState({ hubToken: target.value.trim() })}
      />
    </Disclosure>
  )
}
