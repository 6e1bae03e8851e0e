import { expect, test } from 'vitest'
import type { Judged } from '../toyland/judge'
import { confidence, isSeen, restKept } from './judgeScores'

const cat: Judged = {
  answers: {
    layout: 'one',
    background: 'snow',
    style: 'plain',
    first_kind: 'cat',
    first_colour: 'red',
    first_hat: 'no',
    face_hat: 'no',
  },
  probabilities: { background: { snow: 0.9, meadow: 0.1 }, first_kind: { cat: 0.7, dog: 0.3 } },
}
const but = (answers: Record<string, string>): Judged => ({ ...cat, answers: { ...cat.answers, ...answers } })

test('all that is wanted has to be seen', () => {
  expect(isSeen(cat, { background: 'snow', first_kind: 'cat' })).toBe(1)
  expect(isSeen(cat, { background: 'snow', first_kind: 'dog' })).toBe(0)
})

test('confidence is the mean probability of what is wanted, likeliest or not', () => {
  expect(confidence(cat, { background: 'snow', first_kind: 'dog' })).toBeCloseTo(0.6)
})

test('the rest is kept where nothing but what was to change has changed', () => {
  expect(restKept(cat, but({ first_hat: 'yes' }), ['first_hat'])).toBe(1)
  expect(restKept(cat, but({ first_hat: 'yes' }), [])).toBe(0)
  expect(restKept(cat, but({ background: 'night' }), ['first_hat'])).toBe(0)
})

test('what does not apply to one thing may change', () => {
  expect(restKept(cat, but({ face_hat: 'yes' }), [])).toBe(1)
})
