import { guides } from '../../../workers/guidance/list'
import { version } from '../../../package.json'
import { shownKeys } from '../../actions/shortcuts'
import { startTour } from '../../actions/tour'
import { useEditor, useSettings } from '../EditorContext'
import { useLateText } from '../useLateText'
import { guideText } from '../../strings/guideText'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { useDialog } from '../dialogs/useDialog'
import { GuidePicture } from '../guides/GuidePicture'
import styles from './AboutDialog.module.css'

/** What can be done without any guide, and how it is begun. */
const abilities = ['instruct', 'mask', 'generate', 'extend', 'versions', 'teach', 'restore'] as const

/** What the program is, and all that it can do. */
export function AboutDialog() {
  const t = useLateText()
  const editor = useEditor()
  const { open, close } = useDialog('about')
  return (
    <Dialog open={open} title={t('about.title')} closeLabel={t('app.close')} width={720} onClose={close}>
      <div className={styles.body} tabIndex={0} role="region" aria-label={t('about.title')}>
        <p className={styles.line}>{t('start.line')}</p>
        <p className={styles.quiet}>{t('about.private')}</p>
        <p className={styles.row}>
          <Button look="primary" onClick={() => void startTour(editor)}>
            {t('tour.start')}
          </Button>
          <Button onClick={() => editor.view.setState({ dialog: 'shortcuts' })}>
            {t('action.shortcuts')} <kbd className={styles.keys}>{shownKeys('?')}</kbd>
          </Button>
          <Button onClick={() => editor.view.setState({ dialog: 'world' })}>{t('action.world')}</Button>
        </p>
        <h3 className={styles.heading}>{t('about.can')}</h3>
        <dl className={styles.abilities}>
          {abilities.map((ability) => (
            <div key={ability}>
              <dt className={styles.name}>{t(`about.${ability}`)}</dt>
              <dd className={styles.how}>{t(`about.${ability}How`)}</dd>
            </div>
          ))}
        </dl>
        <h3 className={styles.heading}>{t('about.guides')}</h3>
        <Guides />
        <p className={styles.quiet}>{t('about.version', { version })}</p>
      </div>
    </Dialog>
  )
}

function Guides() {
  const language = useSettings((state) => state.language)
  return (
    <ul className={styles.guides}>
      {guides
        .filter(({ meta }) => !meta.automatic)
        .map(({ meta }) => {
          const { label, summary } = guideText(language, meta)
          return (
            <li key={meta.id} className={styles.guide}>
              <GuidePicture id={meta.id} role={meta.role} />
              <div>
                <p className={styles.name}>{label}</p>
                <p className={styles.how}>{summary}</p>
              </div>
            </li>
          )
        })}
    </ul>
  )
}
