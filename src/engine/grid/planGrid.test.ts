import { describe, expect, it } from 'vitest'
import { plainRecipe } from '../../shared/fixtures/plainRecipe'
import type { Recipe } from '../../shared/recipe'
import { gridAxes, typedValues } from './gridAxes'
import { planGrid } from './planGrid'

const recipe: Recipe = {
  ...plainRecipe,
  prompt: 'a cat in a meadow',
  strength: 0.5,
  image: 'image',
  guides: [{ id: 'classifier-free', key: 'classifier-free', values: { scale: 4 }, range: [0, 1] }],
}
const axes = gridAxes(recipe, 'en')
const axis = (id: string) => axes.find((each) => each.id === id)!
const typed = (id: string, values: string) => ({ axis: axis(id), typed: values })

describe('the values of an axis', () => {
  it('are parted by commas, and a range is each of its whole numbers', () => {
    expect(typedValues(' 4, 8 ,, 20 ')).toEqual(['4', '8', '20'])
    expect(typedValues('4，8、12;20')).toEqual(['4', '8', '12', '20'])
    expect(typedValues('3..6, 9')).toEqual(['3', '4', '5', '6', '9'])
    expect(typedValues('6..3, 1..9999')).toEqual(['6..3', '1..9999'])
  })
})

describe('a grid', () => {
  it('has an edit for each column of each row', () => {
    const { plan } = planGrid(recipe, typed('steps', '4, 8'), typed('seed', '1..3'))
    expect(plan?.recipes.map(({ steps, seed }) => [steps, seed])).toEqual([
      [4, 1],
      [8, 1],
      [4, 2],
      [8, 2],
      [4, 3],
      [8, 3],
    ])
    expect(planGrid(recipe, typed('steps', '4, 8'), undefined).plan).toMatchObject({ rows: [''] })
  })

  it('varies samplers by either name, words of the prompt, strength, and numbers of guides', () => {
    const samplers = planGrid(recipe, typed('scheduler', 'DPM-Solver++ 2M, ddim'), undefined)
    expect(samplers.plan?.recipes.map(({ scheduler }) => scheduler)).toEqual(['dpm-solver++', 'ddim'])
    const words = planGrid(recipe, typed('words', 'cat, cat = dog'), typed('strength', '0.2, 0.9'))
    expect(words.plan?.recipes.map(({ prompt, strength }) => [prompt, strength])).toEqual([
      ['a cat in a meadow', 0.2],
      ['a dog in a meadow', 0.2],
      ['a cat in a meadow', 0.9],
      ['a dog in a meadow', 0.9],
    ])
    const scales = planGrid(recipe, typed('classifier-free scale', '1, 7.5'), undefined)
    expect(scales.plan?.recipes.map(({ guides }) => guides[0]?.values['scale'])).toEqual([1, 7.5])
  })

  it('says what cannot be: no values, a value of another kind or out of range, one setting twice, too many', () => {
    const problem = (
      ...[across, down]: Parameters<typeof planGrid> extends [Recipe, ...infer R] ? R : never
    ) => planGrid(recipe, across, down).problem
    expect(problem(typed('steps', ' , '), undefined)).toEqual({ kind: 'empty' })
    expect(problem(typed('steps', '4, many'), undefined)).toEqual({ kind: 'value', value: 'many' })
    expect(problem(typed('words', 'horse = dog'), undefined)).toEqual({ kind: 'value', value: 'horse = dog' })
    expect(problem(typed('steps', '4, 7.5'), undefined)).toMatchObject({ kind: 'refused' })
    expect(problem(typed('seed', '1'), typed('seed', '2'))).toEqual({ kind: 'same axis' })
    expect(problem(typed('seed', '1..20'), typed('steps', '1..6'))).toEqual({ kind: 'too many', count: 120 })
  })
})
