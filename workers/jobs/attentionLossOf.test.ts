import { describe, expect, it } from 'vitest'
import type { ExciteWords } from '../diffusion/attentionLoss'
import { tensor, type Tensor } from '../tensor/tensor'
import { attentionLossOf } from './attentionLossOf'

const excite = (words: ExciteWords['words'], chunk: number): ExciteWords => ({
  kind: 'exciteWords',
  layers: ['a', 'b'],
  size: [2, 3],
  words,
  chunk,
})
const fed = (loss: ExciteWords, tokens: number, name: string) =>
  attentionLossOf(loss, tokens).feeds[name] as Tensor

describe('the loss of words that are attended to', () => {
  it('knows each word’s tokens, and leaves out begin and end of every chunk', () => {
    const words = fed(excite([[1], [2, 5]], 4), 8, 'word_tokens')
    expect(words.shape).toEqual([8, 2])
    expect(
      [...words.data].flatMap((value, at) => (value === 1 ? [[Math.floor(at / 2), at % 2]] : [])),
    ).toEqual([
      [1, 0],
      [2, 1],
      [5, 1],
    ])
    const { data, shape } = fed(excite([[1]], 4), 8, 'token_bias')
    expect([shape, [...data].map((value) => value < 0)]).toEqual([
      [8],
      [true, false, false, true, true, false, false, true],
    ])
  })

  it('has the end of a last chunk that is shorter where the text ends', () => {
    expect([...fed(excite([[1]], 4), 6, 'token_bias').data].map((value) => value < 0)).toEqual([
      true,
      false,
      false,
      true,
      true,
      true,
    ])
  })

  it('refuses a token behind the last', () => {
    expect(() => attentionLossOf(excite([[8]], 4), 8)).toThrow('A chosen word is token 8 of the prompt')
    expect(() => attentionLossOf(excite([[7]], 4), 8)).not.toThrow()
  })

  it('has one graph for as many words at one size', () => {
    const key = (words: number[][], size: readonly [number, number] = [2, 3]) =>
      attentionLossOf({ ...excite(words, 4), size }, 8).key
    expect(key([[1], [2]])).toBe(key([[3], [4]]))
    expect(new Set([key([[1]]), key([[1], [2]]), key([[1]], [3, 2])]).size).toBe(3)
  })
})

it('the loss of maps that are to match reads each reference by its path', () => {
  const map = tensor(Float32Array.of(1), [1, 1, 1, 1])
  const built = attentionLossOf({ kind: 'matchMaps', references: new Map([['down.0', map]]) }, 8)
  expect([built.layers, built.feeds]).toEqual([['down.0'], { 'reference.down.0': map }])
})
