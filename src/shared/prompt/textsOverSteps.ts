// The texts that a prompt says, as its words are counted and found.
import { parsePrompt, type ParseOptions } from './parsePrompt'
import { promptOverSteps } from './promptOverSteps'
import type { ParsedPrompt, SourceRange } from './promptSyntax'

/** A text as the tokenizer reads it, and where its fragment stands, syntax included, in the prompt as it was typed. */
export interface SaidText extends SourceRange {
  readonly text: string
  /** A chunk of the text encoder begins with it. */
  readonly breakBefore: boolean
}

/** What is said until a part of the steps is over, `until` as a fraction. */
export interface SaidPart {
  readonly until: number
  readonly texts: readonly SaidText[]
}

/** Of a prompt without syntax the one text is the prompt, spaces included. */
export function textsOverSteps(prompt: string, options: ParseOptions): readonly SaidPart[] {
  const parsed = parsePrompt(prompt, options)
  if (parsed.plain)
    return [{ until: 1, texts: [{ text: prompt, start: 0, end: prompt.length, breakBefore: false }] }]
  return promptOverSteps(parsed, options.steps).map(({ until, prompt }) => ({
    until,
    texts: textsOf(prompt),
  }))
}

/** Prompts that are joined begin a chunk each; of those that are blended into one another, the first counts. */
const textsOf = ({ join, parts }: ParsedPrompt): readonly SaidText[] =>
  (join === 'blend' ? parts.slice(0, 1) : parts).flatMap(({ fragments }, part) =>
    fragments.map(({ text, start, end, breakBefore = false }, at) => ({
      text,
      start,
      end,
      breakBefore: breakBefore || (part > 0 && at === 0),
    })),
  )
