import type { Ref } from 'react'
import type { ParsedPrompt, PromptFragment } from '../../shared/prompt/promptSyntax'
import styles from './PromptText.module.css'

interface PromptMarksProps {
  readonly ref: Ref<HTMLDivElement>
  readonly text: string
  readonly parsed: ParsedPrompt
}

/** More than can be told apart; the text behind has no tints. */
const mostMarks = 200

/** The prompt once more behind its field, with the same line breaks: tinted where words have another weight than 1. */
export function PromptMarks({ ref, text, parsed }: PromptMarksProps) {
  const marked = parsed.parts
    .flatMap(({ fragments }) => fragments)
    .filter(({ weight, text: words }) => weight !== 1 && words.trim() !== '')
    .slice(0, mostMarks)
  return (
    <div ref={ref} className={styles.marks} aria-hidden>
      {marked.map(({ weight, start, end }, at) => [
        text.slice(endBefore(marked, at), start),
        <mark
          key={start}
          className={styles.mark}
          data-weight={weight > 1 ? 'more' : 'less'}
          data-amount={Math.min(Math.ceil(Math.abs(weight - 1) * 4), 4)}
        >
          {text.slice(start, end)}
        </mark>,
      ])}
      {text.slice(endBefore(marked, marked.length))}
      {/* A last, empty line takes room only with something in it. */}
      {'\u200b'}
    </div>
  )
}

const endBefore = (marked: readonly PromptFragment[], at: number): number => marked[at - 1]?.end ?? 0
