import { expect, it } from 'vitest'
import { plainRecipe } from '../shared/fixtures/plainRecipe'
import { createStepClock, stepSeconds, withCost } from './measuredCost'

const recipe = { ...plainRecipe, steps: 20, width: 128, height: 128 }
const known = withCost([], recipe, 'wasm', 0.5)

it('takes the middle of the steps’ times', () => {
  const clock = createStepClock()
  // A second each, but for one between which another edit ran.
  for (const [step, now] of [0, 1000, 2000, 9000, 10_000, 11_000].entries())
    clock.progress({ job: 'a', stage: 'denoising', step }, now)
  expect(clock.ended('a')).toBe(1)
})

it('says nothing of an edit of too few steps, or of another job', () => {
  const clock = createStepClock()
  for (const step of [1, 2, 3]) clock.progress({ job: 'a', stage: 'denoising', step }, 1000 * step)
  expect(clock.ended('b')).toBeUndefined()
  expect(clock.ended('a')).toBeUndefined()
})

it('knows what a step with a checkpoint took', () => {
  expect(stepSeconds(known, recipe.checkpoint, 'wasm')).toBe(0.5)
  expect(stepSeconds(known, recipe.checkpoint, 'WebGPU')).toBeUndefined()
})

it('has one cost for each kind and size, and tells the newest', () => {
  const later = withCost(known, recipe, 'wasm', 1)
  expect(later).toHaveLength(1)
  expect(stepSeconds(later, recipe.checkpoint, 'wasm')).toBe(1)
  const other = withCost(later, { ...recipe, width: 256 }, 'wasm', 3)
  expect(other).toHaveLength(2)
  expect(stepSeconds(other, recipe.checkpoint, 'wasm')).toBe(3)
})
