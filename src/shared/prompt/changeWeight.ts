// Ctrl+Up and Ctrl+Down in a prompt: the selected words, or the one at the caret, get more or less weight.
import { numberIn } from './numbers'
import type { PromptSyntax } from './promptSyntax'

/** A part of the text and what takes its place; what is selected afterwards, in the new text. */
export interface TextChange {
  readonly start: number
  readonly end: number
  readonly replacement: string
  readonly selection: readonly [start: number, end: number]
}

/** What Ctrl+Up adds. */
const stepOfWeight = 0.1

/**
 * The change that moves the weight of a selection by `direction` tenths; undefined where there is no word. Words that stand in
 * a weighted bracket of their own keep it, with another number; at a weight of 1 the bracket goes.
 */
export function changeWeight(
  text: string,
  [from, to]: readonly [from: number, to: number],
  direction: 1 | -1,
  syntax: PromptSyntax,
): TextChange | undefined {
  if (syntax === 'none') return undefined
  const [start, end] = trimmed(text, from === to ? wordAt(text, from) : [from, to])
  if (start === end) return undefined
  const around = bracketAround(text, start, end)
  const old = around?.weight ?? 1
  const weight = Math.round((old + direction * stepOfWeight) * 100) / 100
  const [inner, outer] = around
    ? [around.inner, around.outer]
    : [[start, end] as const, [start, end] as const]
  const words = text.slice(...inner)
  const [opening, closing] = weight === 1 ? ['', ''] : bracketsOf(weight, syntax)
  const first = outer[0] + opening.length
  return {
    start: outer[0],
    end: outer[1],
    replacement: opening + words + closing,
    selection: [first, first + words.length],
  }
}

const bracketsOf = (weight: number, syntax: PromptSyntax): readonly [opening: string, closing: string] =>
  syntax === 'compel' ? ['(', `)${weight}`] : ['(', `:${weight})`]

/** The word around a place: no white space, no brackets, no signs of the syntax. */
function wordAt(text: string, place: number): readonly [number, number] {
  let [start, end] = [place, place]
  while (start > 0 && isLetter(text[start - 1]!)) start--
  while (end < text.length && isLetter(text[end]!)) end++
  return [start, end]
}

const isLetter = (character: string) => !/[\s()[\]:,.;"+|<>]/.test(character)

function trimmed(text: string, [from, to]: readonly [number, number]): readonly [number, number] {
  let [start, end] = [from, to]
  while (start < end && /\s/.test(text[start]!)) start++
  while (end > start && /\s/.test(text[end - 1]!)) end--
  return [start, end]
}

interface Around {
  readonly weight: number
  readonly inner: readonly [number, number]
  readonly outer: readonly [number, number]
}

/**
 * The weighted bracket that holds these words and nothing else, (x:1.2) or (x)1.2, whether they or all of it are selected; for
 * one word, also the bracket that it is in.
 */
function bracketAround(text: string, start: number, end: number): Around | undefined {
  const open = text[start] === '(' ? start : text.lastIndexOf('(', start - 1)
  if (open < 0) return undefined
  const weighted = /^\(([^()]*?)(?::([^():]*)\)|\)(-?[\d.]+))/.exec(text.slice(open))
  if (!weighted) return undefined
  const [whole, words = '', a1111, compel] = weighted
  const weight = numberIn(a1111 ?? compel ?? '')
  if (weight === undefined || end > open + whole.length) return undefined
  return {
    weight,
    inner: [open + 1, open + 1 + words.length],
    outer: [open, open + whole.length],
  }
}
