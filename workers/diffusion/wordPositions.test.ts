import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTinyNetworks, type TinyNetworks } from '../jobs/fixtures/tinyNetworks.node'
import type { ClipTokenizer } from '../text/clipTokenizer'
import { wordPositions } from './wordPositions'

// Reads 16 tokens: 14 words and marks between begin and end.
let tiny: TinyNetworks
let tokenizer: ClipTokenizer
beforeAll(async () => {
  tiny = await openTinyNetworks()
  tokenizer = (await tiny.open('tiny-vae')).tokenizer
})
afterAll(() => tiny.dispose())

/** Of a prompt that is the same at all steps. */
const positions = (prompt: string, ...words: string[]) => {
  const [only, ...rest] = wordPositions(prompt, words, tokenizer, 10)
  expect(rest).toEqual([])
  return only!.words
}

describe('words stand in the embedding', () => {
  it('behind the begin token', () => {
    expect(positions('a red ball and a blue car', 'ball', 'Car')).toEqual([[3], [7]])
  })

  it('with all of their tokens', () => {
    // The vocabulary has no "tree": it is "t" and "ree".
    expect(positions('a tree in the snow', 'tree', 'snow')).toEqual([[2, 3], [6]])
    expect(positions('a red ball and a blue car', 'blue car')).toEqual([[6, 7]])
  })

  it('whole: a part of a word is not the word', () => {
    expect(positions('a cathedral, a cat', 'cat')[0]!.at(-1)).toBe(tokenCount('a cathedral, a cat'))
  })

  it('once for each time that one is asked for', () => {
    expect(positions('the cat and the cat', 'cat', 'cat')).toEqual([[2], [5]])
  })

  it('where they are said with weights', () => {
    expect(positions('a (red ball:1.3) and a [blue] car', 'ball', 'car')).toEqual([[3], [7]])
  })

  it('in the chunk that they are in', () => {
    const long = `${'the '.repeat(14)}cat`
    expect(positions(long, 'cat')).toEqual([[16 + 1]])
    expect(positions('a (red:1.2) ball BREAK a blue car', 'ball', 'car')).toEqual([[3], [16 + 3]])
  })

  it('in the part of the steps in which they are said', () => {
    expect(wordPositions('a [cat:dog:0.5] and a ball', ['dog', 'ball'], tokenizer, 10)).toEqual([
      { until: 0.5, words: [[], [5]] },
      { until: 1, words: [[2], [5]] },
    ])
  })

  it.each(['dog', '', '(', 'ca'])('and "%s", which is not among them, is refused', (word) => {
    expect(() => positions('a red cat', word)).toThrow(`The word "${word}" is not in the prompt.`)
  })
})

const tokenCount = (text: string) => tokenizer.tokenize(text).tokens.length
