import { useDocument, useEditor, useJobs, useSettings, useText } from '../EditorContext'
import { extendingInstruction } from '../../engine/guideCards'
import { promptSyntaxOf } from '../../engine/promptReading'
import { knowsOnlyToyland, showsOtherWorld } from '../../engine/smallWorld'
import { isOpen } from '../../state/document'
import { summaryOf } from '../../state/jobs'
import { Button } from '../../ui/Button'
import { useTokenCount } from '../prompt/useTokenCount'
import styles from './WorldNotice.module.css'

/** Letters of scripts that CLIP's texts were hardly written in. */
const otherScript =
  /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Thai}]/u

/** What the chosen checkpoint will make nothing of, said before it is run: a picture or words from outside of its world. */
export function WorldNotice() {
  const t = useText()
  const { view } = useEditor()
  const draft = useSettings((state) => state.draft)
  const strange = useDocument((state) => isOpen(state) && showsOtherWorld(state))
  const id = draft.checkpoint[draft.mode]
  const summary = useJobs((state) => summaryOf(state, id))
  const text = draft.text[draft.mode]
  const known = useTokenCount(text, promptSyntaxOf(draft))
  const small = knowsOnlyToyland(id, summary)
  const learned = draft.addOns.filter(({ enabled }) => enabled).map((card) => card.id.toLowerCase())
  // Our own words for a new area want no answer: the picture goes on at its edges.
  const strangers = small && text !== extendingInstruction ? (known?.strangers ?? []) : []
  const words = strangers.filter((word) => !learned.some((name) => name.includes(word.toLowerCase())))
  const lines = [
    ...(small && strange && draft.mode === 'edit' ? [t('world.strangePicture')] : []),
    ...(words.length > 0
      ? [
          t('world.strangeWords', {
            words: words
              .slice(0, 4)
              .map((word) => `“${word}”`)
              .join(', '),
          }),
        ]
      : !small && otherScript.test(text)
        ? [t('world.english')]
        : []),
  ]
  return (
    <div className={styles.place} role="status">
      {lines.length > 0 && (
        <div className={styles.notice}>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {small && (
            <div className={styles.ways}>
              <Button size="small" onClick={() => view.setState({ dialog: 'world' })}>
                {t('world.what')}
              </Button>
              <Button size="small" onClick={() => view.setState({ dialog: 'checkpoint' })}>
                {t('world.others')}
              </Button>
            </div>
          )}
        </div>
      )}
    </div>
  )
}
