import { expect, it } from 'vitest'
import { drawnWord } from './drawnWord'

const logits = () => ({ data: Float32Array.from([3, 1, 2, 0, 2.5], Math.log), dims: [1, 5] })
const chosen = (random: number, likeliest = 3) => {
  const { data } = drawnWord(likeliest, () => random)([], logits())
  expect(Array.from(data as Float32Array).filter((score) => score > -Infinity)).toEqual([0])
  return (data as Float32Array).indexOf(0)
}

it('is drawn by its probability from the likeliest words', () => {
  // e to these logits is 3, 1, 2, none and 2.5: of the three likeliest 3, 2.5 and 2.
  expect([0, 0.39, 0.41, 0.72, 0.74, 0.999].map((random) => chosen(random))).toEqual([0, 0, 4, 4, 2, 2])
  expect(chosen(0.999, 1)).toBe(0)
})
