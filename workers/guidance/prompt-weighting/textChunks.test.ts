import { describe, expect, it } from 'vitest'
import { chunksOf } from './textChunks'

/** Words are numbers; the text encoder reads four of them between begin (0) and end (99), padded with 99. */
const text = {
  maxLength: 6,
  tokenize: (words: string) => {
    const all = words.split(' ').filter(Boolean)
    const [tokens, dropped] = [all.slice(0, 4), all.slice(4)]
    return { ids: new Int32Array(6), words: all.map(Number), tokens, dropped }
  },
  frame: (words: readonly number[]) =>
    Int32Array.from({ length: 6 }, (_, at) => (at === 0 ? 0 : (words[at - 1] ?? 99))),
}
const said = (words: string, weight = 1, rest: { breakBefore?: true } = {}) => ({
  text: words,
  weight,
  from: 0,
  until: 1,
  start: 0,
  end: 0,
  ...rest,
})
const cut = (fragments: readonly ReturnType<typeof said>[], onlyFirst = false) => {
  const { chunks, dropped } = chunksOf(fragments, text, { onlyFirst })
  const lists = chunks.map(({ ids, weights, fragments: of }) => [[...ids], [...weights], [...of]])
  return {
    ids: lists.map(([ids]) => ids),
    weights: lists.map(([, w]) => w),
    of: lists.map(([, , f]) => f),
    dropped,
  }
}

describe('the chunks of a text', () => {
  it('have the weight and the fragment of each word, and 1 around them', () => {
    expect(cut([said('1 2', 1.5), said('3', 0.5)])).toEqual({
      ids: [[0, 1, 2, 3, 99, 99]],
      weights: [[1, 1.5, 1.5, 0.5, 1, 1]],
      of: [[-1, 0, 0, 1, -1, -1]],
      dropped: [],
    })
  })

  it('begin where one is full, in the middle of a fragment', () => {
    const { ids, of } = cut([said('1 2 3'), said('4 5')])
    expect(ids).toEqual([
      [0, 1, 2, 3, 4, 99],
      [0, 5, 99, 99, 99, 99],
    ])
    expect(of[1]).toEqual([-1, 1, -1, -1, -1, -1])
    expect(cut([said('1 2 3 4')]).ids).toHaveLength(1)
  })

  it('begin at a break, but are never empty', () => {
    const again = { breakBefore: true } as const
    expect(cut([said('1'), said('2', 1, again)]).ids).toEqual([
      [0, 1, 99, 99, 99, 99],
      [0, 2, 99, 99, 99, 99],
    ])
    expect(cut([said('1', 1, again)]).ids).toHaveLength(1)
    expect(cut([said(''), said('1', 1, again)]).ids).toHaveLength(1)
    expect(cut([said('')]).ids).toEqual([[0, 99, 99, 99, 99, 99]])
  })

  it('behind the first are left out, and told by their words', () => {
    const { ids, dropped } = cut([said('1 2 3 4 5 6')], true)
    expect(ids).toEqual([[0, 1, 2, 3, 4, 99]])
    expect(dropped).toEqual(['5', '6'])
  })
})
