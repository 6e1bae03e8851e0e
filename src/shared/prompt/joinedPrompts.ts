// compel's joined prompts: ("a cat", "a dog").blend(0.7, 0.3) and ("a cat", "in oil").and(). They are a whole prompt each.
import type { ErrorReport } from '../errorReport'
import { messages } from './messages'
import { numberIn } from './numbers'
import type { PromptProblem } from './promptSyntax'

export interface JoinedPrompts {
  /** Absent where the text only looks like joined prompts. */
  readonly join?: 'blend' | 'and'
  readonly normalised: boolean
  /** The quotes' contents, and where they begin. */
  readonly parts: readonly { readonly text: string; readonly start: number; readonly weight: number }[]
  readonly problems: readonly PromptProblem[]
}

const opening = /\s*\(\s*(?=")/y
const quoted = /"((?:[^"\\]|\\[^])*)"\s*/y
const comma = /,\s*/y
const operator = /\)\s*\.(blend|and|add)\(([^()]*)\)\s*$/y
/** Somewhere in a prompt, what reads like the end of joined prompts. */
const operatorSomewhere = /\)\s*\.(?:blend|and)\(/

/** A prompt's parts where it is made of several; undefined where it is a plain one. */
export function readJoined(text: string): JoinedPrompts | undefined {
  const found = operatorSomewhere.exec(text)
  if (!found) return undefined
  const quotes = quotesOf(text)
  const end = quotes && matchAt(operator, text, quotes.end)
  if (!quotes || !end) return failed(text, messages.notWhole(), found.index)
  const [, join, written = ''] = end
  const words = written.trim() === '' ? [] : written.split(',').map((word) => word.trim())
  const normalised = words.at(-1) !== 'no_normalize'
  const weights = (normalised ? words : words.slice(0, -1)).map(numberIn)
  const { parts } = quotes
  if (weights.includes(undefined) || (weights.length > 0 && weights.length !== parts.length))
    return failed(text, messages.otherWeights({ count: parts.length, weights: written.trim() }), quotes.end)
  const weighted = parts.map((part, at) => ({ ...part, weight: weights[at] ?? 1 }))
  if (join === 'blend' && normalised && weighted.reduce((sum, { weight }) => sum + weight, 0) === 0)
    return failed(text, messages.weightsToZero(), quotes.end)
  return { join: join === 'blend' ? 'blend' : 'and', normalised, parts: weighted, problems: [] }
}

function quotesOf(text: string) {
  const begin = matchAt(opening, text, 0)
  if (!begin) return undefined
  let at = begin[0].length
  const parts: { readonly text: string; readonly start: number }[] = []
  for (;;) {
    const part = matchAt(quoted, text, at)
    if (!part) return undefined
    parts.push({ text: part[1]!, start: at + 1 })
    at += part[0].length
    const next = matchAt(comma, text, at)
    if (!next) return { parts, end: at }
    at += next[0].length
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const failed = (text: string, problem: ErrorReport, at: number): JoinedPrompts => ({
  normalised: true,
  parts: [{ text, start: 0, weight: 1 }],
  problems: [{ ...problem, start: at, end: text.length }],
})
