// compel's weights, which stand behind what they weigh: `word++`, `(words)1.3`.
import { matchAt } from './matchAt'
import { numberIn } from './numbers'

/** A weight as it is written, and what it multiplies by. */
export interface WrittenWeight {
  readonly factor: number
  readonly length: number
}

const raise = 1.1
const lower = 0.9

const wordEnd = /[\s)\],.;:!?"]|$/y
const run = /\++|-+/y
const number = /-?(\d*\.\d+(?![\p{L}\p{N}])|\d+\.?(?![\p{L}\p{N}]|\.?\d))/uy
/** What a weight was likely meant by: digits with too many signs, or a word. Other scripts leave no space before words. */
const spoilt = /-?\.?\d(?:[\d.,]*\d)?[\p{Script=Latin}\d]*|\p{Script=Latin}[\p{L}\p{N}]*/uy

/** All of one sign that stand at a place, whatever follows. */
export const sameSignsAt = (text: string, at: number): string => matchAt(run, text, at)?.[0] ?? ''

/** `++` or `--` at the end of a word or behind a bracket; each sign multiplies once. */
export function signsAt(text: string, at: number): WrittenWeight | undefined {
  const { length } = sameSignsAt(text, at)
  if (length === 0 || !matchAt(wordEnd, text, at + length)) return undefined
  return { factor: (text[at] === '+' ? raise : lower) ** length, length }
}

/** The weight behind a bracket: `++`, `--` or a number. */
export function weightBehind(text: string, at: number): WrittenWeight | undefined {
  const signs = signsAt(text, at)
  if (signs) return signs
  const [written] = matchAt(number, text, at) ?? []
  return written === undefined ? undefined : { factor: Number(written), length: written.length }
}

/** What stands behind a bracket like a weight and is none: `abc`, `1,3`. */
export function spoiltBehind(text: string, at: number): string | undefined {
  const [written] = matchAt(spoilt, text, at) ?? []
  return written === undefined || numberIn(written) !== undefined ? undefined : written
}
