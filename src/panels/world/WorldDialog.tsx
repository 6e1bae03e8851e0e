import { useEditor, useSettings, useText } from '../EditorContext'
import { pictureCaption } from '../../strings/pictureCaption'
import { changeDraft } from '../../state/settings'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import shared from '../dialogs/CheckpointDialog.module.css'
import { useDialog } from '../dialogs/useDialog'
import { DeviceOutlook } from './DeviceOutlook'
import styles from './WorldDialog.module.css'
import { WorldWords } from './WorldWords'

/** Instructions of the kinds that the bundled checkpoint was taught. */
const instructions = [
  'make the cat blue',
  'turn the dog into a cat',
  'give the dog a hat',
  'take the hat off',
  'make it night',
  'make the face sad',
  'remove the ball',
  'make it a pencil sketch',
] as const
const prompts = [
  'a red cat with a hat in the snow',
  'a blue house left of a tree at night',
  'pixel art of a dog',
] as const

/** What the bundled checkpoints know, and where others are to be had. */
export function WorldDialog() {
  const t = useText()
  const { view } = useEditor()
  const { open, close } = useDialog('world')
  return (
    <Dialog open={open} title={t('world.title')} closeLabel={t('app.close')} width={600} onClose={close}>
      <div className={shared.body}>
        <p>{t('world.line')}</p>
        <Words />
        <section className={shared.way}>
          <h3 className={shared.heading}>{t('world.photos')}</h3>
          <DeviceOutlook />
          <Button look="primary" onClick={() => view.setState({ dialog: 'checkpoint' })}>
            {t('world.others')}
          </Button>
        </section>
      </div>
    </Dialog>
  )
}

function Words() {
  const t = useText()
  const { settings } = useEditor()
  const mode = useSettings(({ draft }) => draft.mode)
  const text = useSettings(({ draft }) => draft.text[draft.mode])
  const language = useSettings((state) => state.language)
  const write = (next: string) =>
    changeDraft(settings, { text: { ...settings.getState().draft.text, [mode]: next } })
  return (
    <>
      <WorldWords onChoose={(word) => write(text.trim() === '' ? word : `${text.trimEnd()} ${word}`)} />
      <section>
        <h3 className={styles.heading}>{t(mode === 'edit' ? 'world.instructions' : 'world.prompts')}</h3>
        <ul className={styles.sentences}>
          {(mode === 'edit' ? instructions : prompts).map((sentence) => {
            const meaning = pictureCaption(language, sentence)
            return (
              <li key={sentence}>
                <button type="button" className={styles.sentence} onClick={() => write(sentence)}>
                  <span lang="en">{sentence}</span>
                  {meaning !== sentence && <span className={styles.meaning}>{meaning}</span>}
                </button>
              </li>
            )
          })}
        </ul>
      </section>
      <p className={styles.written} role="status">
        {text.trim() === '' ? t('world.choose') : t('world.written', { text })}
      </p>
    </>
  )
}
