import { useDocument, useText } from '../EditorContext'
import { BackendStatus } from './BackendStatus'
import { SavedStatus } from './SavedStatus'
import styles from './StatusBar.module.css'

export function StatusBar() {
  const t = useText()
  const width = useDocument((state) => state.width)
  const height = useDocument((state) => state.height)
  return (
    <footer className={styles.bar} aria-label={t('app.status')}>
      <BackendStatus />
      <span className={styles.gap} />
      <SavedStatus />
      {width > 0 && <span>{t('status.size', { width, height })}</span>}
    </footer>
  )
}
