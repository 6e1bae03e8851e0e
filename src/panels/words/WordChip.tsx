import { useText } from '../EditorContext'
import styles from './WordStrip.module.css'

interface WordChipProps {
  readonly text: string
  /** Of what was made at the place that is pointed at, 0 to 1; undefined while none is. */
  readonly share: number | undefined
  readonly pressed: boolean
  readonly onLook: () => void
  readonly onLeave: () => void
  readonly onPress: () => void
}

/** A word, with its share of the place that is pointed at as a bar. */
export function WordChip({ text, share, pressed, onLook, onLeave, onPress }: WordChipProps) {
  const t = useText()
  const percent = Math.round((share ?? 0) * 100)
  return (
    <button
      type="button"
      className={styles.word}
      aria-pressed={pressed}
      aria-label={share === undefined ? text : t('words.share', { word: text, percent })}
      onPointerEnter={onLook}
      onPointerLeave={onLeave}
      onFocus={onLook}
      onBlur={onLeave}
      onClick={onPress}
    >
      {text}
      <span className={styles.share} style={{ width: `${percent}%` }} aria-hidden />
    </button>
  )
}
