import { useSettings, useText } from '../../EditorContext'
import styles from './WordsControl.module.css'
import { wordsOf } from './wordsOf'

interface WordsControlProps {
  readonly label: string
  readonly value: readonly string[]
  readonly describedBy: string | undefined
  readonly onChange: (value: readonly string[]) => void
}

/** The prompt's words, each to be chosen or not. Chosen ones that the prompt has no more can only be let go. */
export function WordsControl({ label, value, describedBy, onChange }: WordsControlProps) {
  const t = useText()
  const words = useSettings(({ draft }) => draft.text[draft.mode])
  const shown = wordsOf(words)
  const gone = value.filter((word) => !shown.includes(word))
  const toggle = (word: string) =>
    onChange(value.includes(word) ? value.filter((other) => other !== word) : [...value, word])
  return (
    <div role="group" aria-label={label} aria-describedby={describedBy} className={styles.words}>
      {shown.map((word) => (
        <button
          key={word}
          type="button"
          className={styles.word}
          aria-pressed={value.includes(word)}
          onClick={() => toggle(word)}
        >
          {word}
        </button>
      ))}
      {gone.map((word) => (
        <button
          key={word}
          type="button"
          className={styles.word}
          data-gone
          aria-pressed
          aria-label={t('guide.wordsGone', { word })}
          onClick={() => toggle(word)}
        >
          {word}
        </button>
      ))}
      {shown.length + gone.length === 0 && <p className={styles.none}>{t('guide.wordsEmpty')}</p>}
    </div>
  )
}
