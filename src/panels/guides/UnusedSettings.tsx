import { X } from 'lucide-react'
import { removeUnused } from '../../actions/panelSteps'
import { unusedIn, unusedText } from '../../shared/unusedFields'
import { draftReaders } from '../../state/settingsReaders'
import { IconButton } from '../../ui/IconButton'
import { useEditor, useSettings, useText } from '../EditorContext'
import head from './CardHead.module.css'
import styles from './GuideCard.module.css'

/** What another version of this program left in the panel and this one cannot use: it is left out, and kept. */
export function UnusedSettings() {
  const t = useText()
  const editor = useEditor()
  const fields = unusedIn(
    useSettings((state) => state.draft),
    draftReaders,
  )
  if (fields.length === 0) return null
  const name = t('panel.otherVersion')
  return (
    <section className={styles.card} data-off aria-label={name}>
      <header className={head.head}>
        <h2 className={head.name}>{name}</h2>
        <IconButton
          icon={X}
          label={t('panel.removeGuide', { guide: name })}
          onClick={() => removeUnused(editor)}
        />
      </header>
      <p className={styles.rest}>{t('panel.unused', { fields: unusedText(fields) })}</p>
    </section>
  )
}
