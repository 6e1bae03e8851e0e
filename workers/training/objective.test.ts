import { expect, it } from 'vitest'
import { Generator } from '../diffusion/random/generator'
import { drawTimestep } from './objective'

const drawn = (bias: number, times = 4000) => {
  const random = new Generator(3)
  return Array.from({ length: times }, () => drawTimestep(1000, bias, random))
}
const shareFrom = (first: number, some: readonly number[]) =>
  some.filter((one) => one >= first).length / some.length

it('draws the noisier half as many times as often as the bias says, and evenly within each half', () => {
  const some = drawn(3)
  expect(shareFrom(500, some)).toBeCloseTo(0.75, 1)
  expect(shareFrom(750, some)).toBeCloseTo(0.375, 1)
  expect(shareFrom(250, some)).toBeCloseTo(0.875, 1)
  expect(some.every((one) => Number.isInteger(one) && one >= 0 && one < 1000)).toBe(true)
})

it('draws as PyTorch’s randint without a bias', () => {
  const random = new Generator(3)
  expect(drawn(1, 20)).toEqual(Array.from({ length: 20 }, () => random.randint(0, 1000, [1])[0]!))
})
