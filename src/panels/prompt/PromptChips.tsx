import { useText } from '../EditorContext'
import type { ParsedPrompt, SourceRange } from '../../shared/prompt/promptSyntax'
import styles from './PromptText.module.css'

interface PromptChipsProps {
  readonly parsed: ParsedPrompt
  /** Shows where it stands. */
  readonly onChoose: (range: SourceRange) => void
}

interface Chip extends SourceRange {
  readonly words: string
  readonly says: string
  readonly kind: 'more' | 'less' | 'other'
}

/** More would hide the panel. */
const mostChips = 12

/** What was read out of a prompt besides its words: weights, parts of the steps, add-ons. */
export function PromptChips({ parsed, onChoose }: PromptChipsProps) {
  const t = useText()
  const chips = chipsOf(parsed)
  if (chips.length === 0) return null
  return (
    <div role="group" aria-label={t('prompt.weights')} className={styles.chips}>
      {chips.slice(0, mostChips).map((chip) => (
        <button
          key={`${chip.start} ${chip.words}`}
          type="button"
          className={styles.chip}
          data-weight={chip.kind}
          onClick={() => onChoose(chip)}
        >
          <span className={styles.words}>{chip.words}</span> {chip.says}
        </button>
      ))}
      {chips.length > mostChips && (
        <span className={styles.more}>{t('prompt.more', { count: chips.length - mostChips })}</span>
      )}
    </div>
  )
}

function chipsOf({ parts, addOns }: ParsedPrompt): Chip[] {
  const weighted = parts
    .flatMap(({ fragments }) => fragments)
    .filter(({ text, weight, from, until }) => text.trim() !== '' && (weight !== 1 || from > 0 || until < 1))
    .map(({ text, weight, from, until, start, end }): Chip => {
      const steps = from > 0 || until < 1 ? `${percent(from)}–${percent(until)}%` : ''
      const times = weight === 1 ? '' : `×${Number(weight.toFixed(2))}`
      const kind = weight === 1 ? 'other' : weight > 1 ? 'more' : 'less'
      return { words: text.trim(), says: [times, steps].filter(Boolean).join(' '), kind, start, end }
    })
  const added = addOns.map(({ name, strength, start, end }): Chip => {
    const each = typeof strength === 'number' ? [strength] : [strength.textEncoder, strength.unet]
    return { words: name, says: `×${each.join(':')}`, kind: 'other', start, end }
  })
  return [...weighted, ...added].toSorted((a, b) => a.start - b.start)
}

const percent = (share: number) => Math.round(share * 100)
