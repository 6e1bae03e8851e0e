// A prompt whose words change over the steps, as one prompt for each part of the steps.
import type { ParsedPrompt, PromptFragment } from './promptSyntax'

/** What is said until a part of the steps is over. */
export interface PromptPhase {
  /** As a fraction of the steps; 1 in the last one. */
  readonly until: number
  readonly prompt: ParsedPrompt
}

/**
 * The phases of a prompt, in order. Changes fall between two of `steps` steps: one that is due within a step comes before it,
 * as in AUTOMATIC1111.
 */
export function promptOverSteps(prompt: ParsedPrompt, steps: number): PromptPhase[] {
  const stepOf = (share: number) => Math.floor(share * steps + 1e-9)
  const all = prompt.parts.flatMap(({ fragments }) => fragments)
  const ends = new Set(all.flatMap(({ from, until }) => [stepOf(from), stepOf(until)]))
  ends.delete(0)
  ends.add(steps)
  let begin = 0
  return [...ends]
    .toSorted((a, b) => a - b)
    .map((end) => {
      const first = begin
      begin = end
      const parts = prompt.parts.map(({ weight, fragments }) => ({
        weight,
        fragments: saidAt(fragments, (share) => stepOf(share) > first),
      }))
      return { until: end / steps, prompt: { ...prompt, parts } }
    })
}

/** Fragments that have begun and not ended; a break before one that is not said comes before the next. */
function saidAt(
  fragments: readonly PromptFragment[],
  isLater: (share: number) => boolean,
): readonly PromptFragment[] {
  const said: PromptFragment[] = []
  let breaks = false
  for (const fragment of fragments) {
    breaks ||= fragment.breakBefore === true
    if (isLater(fragment.from) || !isLater(fragment.until)) continue
    said.push({ ...fragment, from: 0, until: 1, ...(breaks && said.length > 0 && { breakBefore: true }) })
    breaks = false
  }
  return said
}
