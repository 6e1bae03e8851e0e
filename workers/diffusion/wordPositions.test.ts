import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTinyNetworks, type TinyNetworks } from '../jobs/fixtures/tinyNetworks.node'
import type { PromptSyntax } from '../../src/shared/prompt/promptSyntax'
import type { ClipTokenizer } from '../text/clipTokenizer'
import { promptWords } from './promptWords'
import { wordPositions } from './wordPositions'

// Reads 16 tokens: 14 words and marks between begin and end.
let tiny: TinyNetworks
let tokenizer: ClipTokenizer
beforeAll(async () => {
  tiny = await openTinyNetworks()
  tokenizer = (await tiny.open('tiny-vae')).tokenizer
})
afterAll(() => tiny.dispose())

const reader = (syntax: PromptSyntax = 'both') => ({ ...tokenizer, syntax })

/** Of a prompt that is the same at all steps. */
const positions = (prompt: string, ...words: string[]) => {
  const [only, ...rest] = wordPositions(prompt, words, reader(), 10)
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

  it('with marks of their own', () => {
    expect(positions('a blue-eyed cat', 'blue-eyed', 'cat')).toEqual([
      Array.from({ length: tokenCount('blue-eyed') }, (_, at) => 2 + at),
      [2 + tokenCount('blue-eyed')],
    ])
    for (const word of ['a/b', 'what?', '1.5x', 'c++', '{a|b}', '^', '$5']) {
      const [found] = wordPositions(`the ${word} cat`, [word], reader('none'), 10)
      expect(found!.words[0]![0], word).toBe(2)
      expect(found!.words[0], word).toHaveLength(tokenCount(word))
    }
  })

  it('once for each time that one is asked for', () => {
    expect(positions('the cat and the cat', 'cat', 'cat')).toEqual([[2], [5]])
    expect(positions('the (cat:1.2) and the cat', 'cat', 'cat')).toEqual([[2], [5]])
  })

  it('no more often than they are said', () => {
    expect(() => positions('the cat and the dog', 'Cat', 'dog', 'cat')).toThrow(
      'The word "cat" is chosen more often than the prompt says it: 2 times.',
    )
    expect(() => positions('the dog', 'cat', 'cat')).toThrow('The word "cat" is not in the prompt.')
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
    expect(wordPositions('a [cat:dog:0.5] and a ball', ['dog', 'ball'], reader(), 10)).toEqual([
      { until: 0.5, words: [[], [5]] },
      { until: 1, words: [[2], [5]] },
    ])
  })

  it('where the syntax of the run puts them', () => {
    const first = (syntax: PromptSyntax) =>
      wordPositions('(red) ball', ['ball'], reader(syntax), 10)[0]!.words
    expect(first('a1111')).toEqual([[2]])
    // "(", "red", ")" and "ball" are read as they stand.
    expect(first('none')).toEqual([[tokenCount('(red)') + 1]])
  })

  it.each(['dog', '', '(', 'ca'])('and "%s", which is not among them, is refused', (word) => {
    expect(() => positions('a red cat', word)).toThrow(`The word "${word}" is not in the prompt.`)
  })
})

describe('the words of a prompt', () => {
  const words = (prompt: string, syntax?: PromptSyntax) => promptWords(prompt, reader(syntax), 10)

  it('are known by where they were typed', () => {
    const prompt = 'a (red \\(ball\\):1.3), and [cat:dog:0.5] in the snow'
    const { words: all, parts } = words(prompt)
    expect(all.map(({ text }) => text)).toEqual([
      'a',
      'red',
      'ball',
      'and',
      'cat',
      'dog',
      'in',
      'the',
      'snow',
    ])
    for (const { text, start, end } of all) expect(prompt.slice(start, end)).toBe(text)
    const [early, late] = parts
    expect(parts.map(({ until }) => until)).toEqual([0.5, 1])
    expect(early!.positions[5]).toEqual([])
    expect(late!.positions[4]).toEqual([])
    expect(late!.positions[5]).toHaveLength(tokenCount('dog'))
    // Each token is one word's: "(", ")" and "," are no words.
    const taken = early!.positions.flat()
    expect(new Set(taken).size).toBe(taken.length)
  })

  it('are those of the text as it stands where no syntax is read', () => {
    expect(words('(red:1.3) ball', 'none').words.map(({ text }) => text)).toEqual(['red', '1', '3', 'ball'])
    expect(words('', 'both').words).toEqual([])
  })
})

const tokenCount = (text: string) => tokenizer.tokenize(text).tokens.length
