// A prompt's text to weighted words. Weights: AUTOMATIC1111's (x) (x:1.2) [x] \( BREAK and [a:b:0.5], compel's x++ x-- (x y)1.3
// ("a", "b").blend(0.7, 0.3) and .and(), and <lora:name:0.8>. Takes time in proportion to the text, whatever stands in it.
import { readJoined } from './joinedPrompts'
import { messages } from './messages'
import type { ParsedPrompt, PromptFragment, PromptProblem, PromptSyntax } from './promptSyntax'
import { scanPrompt, type ScannedPrompt } from './scanPrompt'

export interface ParseOptions {
  readonly syntax: PromptSyntax
  /** Steps of the run: `[a:b:5]` changes after the fifth. */
  readonly steps: number
}

/** Weights beyond have no meaning: at 10 nothing but that word is left. */
const largestWeight = 10

/** Reads a prompt. Whatever cannot be meant as it stands is read all the same, and told in `problems`. */
export function parsePrompt(text: string, { syntax, steps }: ParseOptions): ParsedPrompt {
  const joined = syntax === 'compel' || syntax === 'both' ? readJoined(text) : undefined
  const written = joined?.parts ?? [{ text, start: 0, weight: 1 }]
  const scanned = written.map((part) => ({
    weight: part.weight,
    ...scanPrompt(part.text, { syntax, steps, start: part.start }),
  }))
  const parts = scanned.map(({ weight, ...one }) => ({ weight, ...weighted(one) }))
  const [only] = parts
  const plain =
    !joined?.join && parts.length === 1 && only?.fragments.length === 1 && isPlain(only.fragments[0]!, text)
  return {
    join: joined?.join ?? 'and',
    normalised: joined?.normalised ?? true,
    parts: parts.map(({ weight, fragments }) => ({ weight, fragments })),
    addOns: scanned.flatMap(({ addOns }) => addOns),
    problems: eachOnce([
      ...(joined?.problems ?? []),
      ...scanned.flatMap(({ problems }) => problems),
      ...parts.flatMap(({ problem }) => problem ?? []),
    ]),
    plain,
  }
}

/** Ten thousand brackets make one sentence. */
const eachOnce = (problems: readonly PromptProblem[]): PromptProblem[] =>
  [...new Map(problems.toReversed().map((problem) => [problem.message, problem])).values()].toReversed()

const isPlain = ({ text, weight, from, until }: PromptFragment, whole: string): boolean =>
  text === whole && weight === 1 && from === 0 && until === 1

/** The pieces with the weight of all groups that they are in; neighbours of one weight are one fragment. */
function weighted({ pieces, groups }: ScannedPrompt): {
  readonly fragments: readonly PromptFragment[]
  readonly problem?: PromptProblem
} {
  const fragments: PromptFragment[] = []
  let tooMuch: PromptProblem | undefined
  groups.effects(pieces.length).forEach(({ weight: product, from, until }, at) => {
    const { text, start, end, breakBefore } = pieces[at]!
    if (text === '' || from >= until) return
    const weight = Math.min(Math.max(product, -largestWeight), largestWeight)
    if (weight !== product)
      tooMuch ??= {
        ...messages.beyond({ most: largestWeight, weight }),
        start,
        end,
      }
    const last = fragments.at(-1)
    const same = last && last.weight === weight && last.from === from && last.until === until
    if (same && !breakBefore) fragments[fragments.length - 1] = { ...last, text: last.text + text, end }
    else fragments.push({ text, weight, start, end, from, until, ...(breakBefore && { breakBefore }) })
  })
  if (fragments.length === 0) fragments.push({ text: '', weight: 1, start: 0, end: 0, from: 0, until: 1 })
  return { fragments, ...(tooMuch && { problem: tooMuch }) }
}
