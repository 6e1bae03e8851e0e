import { describe, expect, it } from 'vitest'
import { tensor } from '../tensor/tensor'
import { embeddingAt, mapEmbedding, withBranch, type Conditioning } from './conditioning'
import { continued, joined } from './embeddingLength'
import { combineTexts, noText } from './textEmbedding'

const text = (...tokens: number[]) => ({
  tokens: tensor(Float32Array.from(tokens), [1, tokens.length / 2, 2]),
})
const pooled = (...numbers: number[]) => tensor(Float32Array.from(numbers), [1, numbers.length])

describe('a text that changes over the steps', () => {
  const [early, late] = [text(1, 1), text(2, 2)]
  const parts = [
    { until: 0.3, embedding: early },
    { until: 1, embedding: late },
  ]

  it('changes with the first step behind each part', () => {
    const at = (count: number) =>
      Array.from({ length: count }, (_, index) => embeddingAt(parts, { index, count }))
    // 0.3 x 10 is 3 in writing, and a little less in float64.
    expect(at(10).indexOf(late)).toBe(3)
    expect(at(4).indexOf(late)).toBe(2)
    expect(at(1)).toEqual([early])
  })

  it('stays with its last part', () => {
    const short = parts.slice(0, 1)
    expect(embeddingAt(short, { index: 9, count: 10 })).toBe(early)
    expect(() => embeddingAt([], { index: 0, count: 1 })).toThrow(RangeError)
    expect(embeddingAt(late, { index: 0, count: 10 })).toBe(late)
  })

  it('is mapped part by part', () => {
    const twice = mapEmbedding(parts, (part) => combineTexts([[2, part]]))
    expect(twice).toEqual([
      { until: 0.3, embedding: text(2, 2) },
      { until: 1, embedding: text(4, 4) },
    ])
    expect(mapEmbedding(early, noText)).toEqual(text(0, 0))
  })
})

describe('branches', () => {
  const conditioning: Conditioning = {
    prompt: 'a cat',
    negativePrompt: '',
    branches: new Map([['cond', { embedding: text(1, 1) }]]),
    encode: async () => text(0, 0),
    encodeNegative: async () => text(0, 0),
  }

  it('are added with what is said of them, and replaced without', () => {
    const more = withBranch(conditioning, 'style', text(2, 2), { onDemand: true, within: [0, 0.5] })
    expect(more.branches.get('style')).toEqual({ embedding: text(2, 2), onDemand: true, within: [0, 0.5] })
    expect(withBranch(more, 'style', text(3, 3)).branches.get('style')).toEqual({ embedding: text(3, 3) })
    expect([...conditioning.branches.keys()]).toEqual(['cond'])
    expect(more.prompt).toBe('a cat')
  })
})

describe('texts of several chunks', () => {
  it('are continued with that of no text, from its beginning', () => {
    const whole = { ...text(1, 2), pooled: pooled(9) }
    const longer = continued(whole, text(5, 6, 7, 8), 4)
    expect([...longer.tokens.data]).toEqual([1, 2, 5, 6, 7, 8, 5, 6])
    expect(longer.tokens.shape).toEqual([1, 4, 2])
    expect(longer.pooled).toEqual(pooled(9))
    expect(continued(whole, text(5, 6), 1).tokens).toEqual(whole.tokens)
  })

  it('stand behind each other, and of the whole text the first counts', () => {
    const all = joined([
      { ...text(1, 2), pooled: pooled(1) },
      { ...text(3, 4, 5, 6), pooled: pooled(2) },
    ])
    expect([...all.tokens.data]).toEqual([1, 2, 3, 4, 5, 6])
    expect(all.tokens.shape).toEqual([1, 3, 2])
    expect(all.pooled).toEqual(pooled(1))
  })

  it('are summed with their shares, whole texts too', () => {
    const sum = combineTexts([
      [2, { ...text(1, 2), pooled: pooled(1, 0) }],
      [-1, { ...text(3, 4), pooled: pooled(0, 1) }],
    ])
    expect([...sum.tokens.data]).toEqual([-1, 0])
    expect([...sum.pooled!.data]).toEqual([2, -1])
    expect(combineTexts([[1, text(1, 2)]]).pooled).toBeUndefined()
    expect(() =>
      combineTexts([
        [1, text(1, 2)],
        [1, text(1, 2, 3, 4)],
      ]),
    ).toThrow(RangeError)
    expect(noText({ ...text(1, 2), pooled: pooled(3) }).pooled).toEqual(pooled(0))
    expect(noText(text(1, 2)).pooled).toBeUndefined()
  })
})
