import { expect, it } from 'vitest'
import { plainRecipe } from '../shared/fixtures/plainRecipe'
import { createStepClock, reckonedSeconds, stepSeconds, withCost } from './measuredCost'

const recipe = { ...plainRecipe, steps: 20, width: 128, height: 128 }
const measured = { step: 0.5, rest: 2 }
const known = withCost([], recipe, 'wasm', measured)

it('takes the middle of the steps’ times, and what is left is no step', () => {
  const clock = createStepClock()
  // A second each, but for one between which another edit ran.
  for (const [step, now] of [0, 1000, 2000, 9000, 10_000, 11_000].entries())
    clock.progress({ job: 'a', stage: 'denoising', step }, now)
  expect(clock.ended('a', 13)).toEqual({ step: 1, rest: 8 })
})

it('says nothing of an edit of too few steps, or of another job', () => {
  const clock = createStepClock()
  for (const step of [1, 2, 3]) clock.progress({ job: 'a', stage: 'denoising', step }, 1000 * step)
  expect(clock.ended('b', 3)).toBeUndefined()
  expect(clock.ended('a', 3)).toBeUndefined()
})

it('reckons an edit from one like it: steps, strength and pixels count', () => {
  expect(reckonedSeconds(known, recipe, 'wasm')).toBe(12)
  expect(reckonedSeconds(known, { ...recipe, steps: 10 }, 'wasm')).toBe(7)
  expect(reckonedSeconds(known, { ...recipe, image: 'image', strength: 0.5 }, 'wasm')).toBe(7)
  expect(reckonedSeconds(known, { ...recipe, width: 256 }, 'wasm')).toBe(22)
})

it('does not reckon from another device, checkpoint, guides, or a size far off', () => {
  expect(reckonedSeconds(known, recipe, 'WebGPU')).toBeUndefined()
  expect(reckonedSeconds(known, { ...recipe, checkpoint: 'other' }, 'wasm')).toBeUndefined()
  const guide = { id: 'sega', key: 'sega', values: {}, range: [0, 1] as const }
  expect(reckonedSeconds(known, { ...recipe, guides: [guide] }, 'wasm')).toBeUndefined()
  expect(reckonedSeconds(known, { ...recipe, width: 512, height: 512 }, 'wasm')).toBeUndefined()
})

it('knows what a step with a checkpoint took', () => {
  expect(stepSeconds(known, recipe.checkpoint, 'wasm')).toBe(0.5)
  expect(stepSeconds(known, recipe.checkpoint, 'WebGPU')).toBeUndefined()
})

it('has one cost for each kind and size, the newest', () => {
  const later = withCost(known, recipe, 'wasm', { step: 1, rest: 0 })
  expect(later).toHaveLength(1)
  expect(reckonedSeconds(later, recipe, 'wasm')).toBe(20)
  const other = withCost(later, { ...recipe, width: 256 }, 'wasm', { step: 3, rest: 0 })
  expect(reckonedSeconds(other, recipe, 'wasm')).toBe(20)
  expect(reckonedSeconds(other, { ...recipe, width: 256 }, 'wasm')).toBe(60)
})
