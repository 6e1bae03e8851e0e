import { expect, test } from 'vitest'
import { filled, says, sentencesOf } from './sentences'

test('alternatives are every sentence that they stand for', () => {
  expect(sentencesOf('a (|big) … (at night|in the snow); the ...')).toEqual([
    'a … at night',
    'a … in the snow',
    'a big … at night',
    'a big … in the snow',
    'the ...',
  ])
  expect(sentencesOf(' ; ')).toEqual([])
})

test('a sentence without a place for the edit is refused, and more than can be read', () => {
  expect(() => sentencesOf('a … ; at night')).toThrow('The sentence "at night" has no "…"')
  expect(() => sentencesOf(`… ${'(a|b)'.repeat(8)}`)).toThrow(/256 sentences/)
})

test('the words of an edit take the article of the sentence', () => {
  expect(filled('a … at night', 'an orange cat')).toBe('an orange cat at night')
  expect(filled('an ... at night', 'the red cat')).toBe('a red cat at night')
  expect(filled('a big … at night', 'an orange cat')).toBe('a big orange cat at night')
  expect(filled('… at night', 'a cat')).toBe('cat at night')
})

test('a prompt says an edit where it has its words, whole, in any order', () => {
  expect(says('two (Red:1.2) cats and a rose', 'a red rose')).toBe(true)
  expect(says('a category', 'a cat')).toBe(false)
  expect(says('a cat', 'a cat with a hat')).toBe(false)
})
