import { expect, it } from 'vitest'
import { captionOf } from '../../engine/captionOf'
import { otherThings } from './otherThings'

const wordsOf = (prompt: string, of = 0) =>
  [...prompt.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: text, index }) => ({
    text,
    start: index,
    end: index + text.length,
    of,
  }))

it.each([
  ['a red ball and a blue car in a meadow', 'ball', ['car']],
  ['a red ball and a blue car in a meadow', 'red', ['car']],
  ['a red ball and a blue car in a meadow', 'meadow', ['ball', 'car']],
  ['a cat on the beach, a small dog, and a house at night', 'dog', ['cat', 'house']],
  ['a robot with a hat next to a tree', 'robot', ['hat', 'tree']],
  ['a cat wearing a big hat and a dog', 'cat', ['dog']],
  ['a cat wearing a big hat and a dog', 'hat', ['cat', 'dog']],
  ['a cat wearing a big hat and a dog', 'dog', ['cat', 'hat']],
  ['a cat, wearing, a dog', 'cat', ['dog']],
  ['a cat', 'cat', []],
  ['초원의 공', '공', []],
])('in "%s", what is told from "%s" is %s', (prompt, chosen, others) => {
  const words = wordsOf(prompt)
  const at = words.findIndex(({ text }) => text === chosen)
  expect(otherThings({ words, prompts: [prompt] }, at).map((word) => words[word]!.text)).toEqual(others)
})

it('is told from the things of its own prompt alone', () => {
  const prompts = ['a cat and a dog', 'a house with a red ball']
  const words = prompts.flatMap(wordsOf)
  const others = (chosen: string) =>
    otherThings(
      { words, prompts },
      words.findIndex(({ text }) => text === chosen),
    ).map((word) => words[word]!.text)
  expect(others('dog')).toEqual(['cat'])
  expect(others('house')).toEqual(['ball'])
  expect(others('red')).toEqual(['house'])
})

it.each([
  ['cat', 'a cat'],
  ['  Orange cat ', 'an Orange cat'],
  ['the cat', 'the cat'],
  ['고양이', '고양이'],
  ['(cat:1.3)', '(cat:1.3)'],
])('"%s" is looked for as "%s"', (typed, caption) => expect(captionOf(typed)).toBe(caption))
