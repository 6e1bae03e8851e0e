import { expect, it } from 'vitest'
import { tensor } from '../tensor/tensor'
import { firstOfEach, sameNumbers, seenSamples } from './seenSamples'

const call = (value: number, timestep = 1) => ({
  sample: tensor(Float32Array.of(value, 2), [1, 2]),
  timestep,
})

it('says which calls see the same numbers', () => {
  const calls = [call(1), call(3), call(1), call(4)]
  const seen = seenSamples(calls)
  expect(seen).toEqual([0, 1, 0, 2])
  expect(firstOfEach(calls, seen)).toEqual([calls[0], calls[1], calls[3]])
})

it('says nothing where none are the same, or they are at several timesteps', () => {
  expect(seenSamples([call(1), call(3)])).toBeUndefined()
  expect(seenSamples([call(1), call(1), call(2, 7)])).toBeUndefined()
  expect(seenSamples([call(1), call(1)], () => false)).toBeUndefined()
  const calls = [call(1), call(3)]
  expect(firstOfEach(calls, undefined)).toBe(calls)
})

it('numbers that go on are not the same', () => {
  const of = (...values: number[]) => tensor(Float32Array.from(values), [values.length])
  expect(sameNumbers(of(1, 2), of(1, 2))).toBe(true)
  expect(sameNumbers(of(1, 2), of(1, 2, 3))).toBe(false)
  expect(sameNumbers(of(1, 2, 3), of(1, 2))).toBe(false)
})
