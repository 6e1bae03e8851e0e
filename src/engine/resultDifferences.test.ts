import { expect, it } from 'vitest'
import { plainRecipe } from '../shared/fixtures/plainRecipe'
import { differencesOf, differencesText } from './resultDifferences'

const told = (...recipes: unknown[]) => differencesOf(recipes, 'en').map(differencesText)
const guided = (scale: number) => ({
  id: 'classifier-free',
  key: 'classifier-free',
  values: { scale },
  range: [0, 1] as const,
})

it('tells what differs, and nothing else', () => {
  expect(told({ ...plainRecipe, seed: 5 }, { ...plainRecipe, seed: 6 })).toEqual(['Seed 5', 'Seed 6'])
  expect(
    told({ ...plainRecipe, steps: 4, prompt: 'a cat' }, { ...plainRecipe, steps: 8, prompt: 'a dog' }),
  ).toEqual(['“a cat”, Steps 4', '“a dog”, Steps 8'])
})

it('tells the seed where nothing differs', () => {
  expect(told({ ...plainRecipe, seed: 7 })).toEqual(['Seed 7'])
  expect(told({ ...plainRecipe, seed: 7 }, { ...plainRecipe, seed: 7 })).toEqual(['Seed 7', 'Seed 7'])
})

it('names a scheduler as people know it, and the checkpoint’s own as what it is', () => {
  expect(told(plainRecipe, { ...plainRecipe, scheduler: 'dpm-solver++' })).toEqual([
    'Scheduler Checkpoint’s own',
    'Scheduler DPM-Solver++ 2M',
  ])
})

it('tells a guide’s value that differs, and of a guide that only one has its name alone', () => {
  const with3 = { ...plainRecipe, guides: [guided(3)] }
  const with9 = { ...plainRecipe, guides: [guided(9)] }
  expect(told(with3, with9)).toEqual(['Guidance: Scale 3', 'Guidance: Scale 9'])
  expect(told({ ...plainRecipe, guides: [] }, with9)).toEqual(['Guidance off', 'Guidance on'])
})

it('tells what a recipe of another version says of itself', () => {
  const later = { version: 99, prompt: 'a cat', seed: 3, guides: 'of another kind' }
  expect(told({ ...later, seed: 4 }, later)).toEqual(['Seed 4', 'Seed 3'])
})
