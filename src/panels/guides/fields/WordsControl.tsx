import { goneWords, isChosen, nameOf, toggled, wordsToChoose } from '../../../engine/chosenWords'
import { useSettings, useText } from '../../EditorContext'
import styles from './WordsControl.module.css'

interface WordsControlProps {
  readonly label: string
  readonly value: readonly string[]
  readonly describedBy: string | undefined
  readonly onChange: (value: readonly string[]) => void
}

/** The prompt's words, each to be chosen or not. Chosen ones that the prompt has no more can only be let go. */
export function WordsControl({ label, value, describedBy, onChange }: WordsControlProps) {
  const t = useText()
  const draft = useSettings((settings) => settings.draft)
  const said = wordsToChoose(draft, value)
  const gone = goneWords(draft, value)
  return (
    <div role="group" aria-label={label} aria-describedby={describedBy} className={styles.words}>
      {said.map((one) => (
        <button
          key={nameOf(one)}
          type="button"
          className={styles.word}
          aria-pressed={isChosen(value, one)}
          onClick={() => onChange(toggled(value, one))}
        >
          {nameOf(one)}
        </button>
      ))}
      {gone.map((one) => (
        <button
          key={nameOf(one)}
          type="button"
          className={styles.word}
          data-gone
          aria-pressed
          aria-label={t('guide.wordsGone', { word: nameOf(one) })}
          onClick={() => onChange(toggled(value, one))}
        >
          {nameOf(one)}
        </button>
      ))}
      {said.length + gone.length === 0 && <p className={styles.none}>{t('guide.wordsEmpty')}</p>}
    </div>
  )
}
