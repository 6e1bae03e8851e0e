import { describe, expect, it } from 'vitest'
import { parseTrainingPlan } from '../shared/trainingPlan'
import type { MeasuredCost } from '../state/settings'
import { withCost, stepSeconds } from './measuredCost'
import { recipeFromDraft } from './draftRecipe'
import { checkpointOf, plainDraft } from './fixtures/panel'
import { trainingTime, withTrainingCost } from './trainingCost'

const plan = (further: object = {}) =>
  parseTrainingPlan({
    version: 1,
    checkpoint: 'toyland/base',
    kind: 'lora',
    word: 'sks',
    pictures: ['one'],
    batch: 2,
    steps: 100,
    ...further,
  })

const edit: MeasuredCost = {
  device: 'wasm',
  checkpoint: 'toyland/base',
  guides: 'classifier-free',
  pixels: 128 ** 2,
  step: 0.1,
}

describe('how long a training takes', () => {
  it('is not known where nothing has run', () => {
    expect(trainingTime([], plan(), 'wasm')).toBeUndefined()
    expect(trainingTime([edit], plan(), 'webgpu')).toBeUndefined()
    expect(trainingTime([edit], plan({ checkpoint: 'other' }), 'wasm')).toBeUndefined()
  })

  it('is reckoned from edits, three passes for each picture', () => {
    const time = trainingTime([edit], plan(), 'wasm')
    expect(time?.by).toBe('edits')
    // 100 steps, 2 pictures, 3 passes of half of 0.1 s.
    expect(time?.seconds).toBeCloseTo(30)
    // Twice the pictures, and 10 pictures of 20 steps before.
    expect(trainingTime([edit], plan({ classPictures: 10 }), 'wasm')?.seconds).toBeCloseTo(60 + 20)
  })

  it('is reckoned from an edit as the page runs it, which takes one pass a step where guidance is off', () => {
    const checkpoint = { ...checkpointOf('text-to-image'), id: 'toyland/base' }
    const draft = { ...plainDraft, mode: 'generate' } as const
    const guided = recipeFromDraft({ draft, checkpoint, seed: 1, masked: false })
    const off = { ...guided, guides: guided.guides.map((use) => ({ ...use, values: { scale: 1 } })) }
    const secondsBy = (recipe: typeof guided) =>
      trainingTime(withCost([], recipe, 'wasm', 0.1), plan(), 'wasm')?.seconds
    expect(guided.guides.map(({ id }) => id)).toEqual(['classifier-free'])
    expect(secondsBy(guided)).toBeCloseTo(30)
    expect(secondsBy(off)).toBeCloseTo(60)
  })

  it('goes by a training of the kind before edits, in proportion to its pictures', () => {
    const costs = withTrainingCost([edit], plan(), 'wasm', 0.4)
    const time = trainingTime(costs, plan({ batch: 4 }), 'wasm')
    expect(time?.by).toBe('trainings')
    expect(time?.seconds).toBeCloseTo(80)
    expect(trainingTime(costs, plan({ kind: 'whole' }), 'wasm')?.by).toBe('edits')
    const again = withTrainingCost(costs, plan(), 'wasm', 0.2)
    expect(again).toHaveLength(2)
    // A pass of a picture takes 0.2 / 2 / 3 s.
    const alone = withTrainingCost([], plan(), 'wasm', 0.2)
    const withClass = trainingTime(alone, plan({ classPictures: 10 }), 'wasm')
    expect(withClass?.seconds).toBeCloseTo(40 + 10 * 20 * 2 * (0.2 / 2 / 3))
    expect(trainingTime(again, plan(), 'wasm')?.seconds).toBeCloseTo(20)
  })

  it('is no cost of an edit, and is kept beside those', () => {
    const costs = withTrainingCost([], plan(), 'wasm', 0.4)
    expect(stepSeconds(costs, 'toyland/base', 'wasm')).toBeUndefined()
    const checkpoint = { ...checkpointOf('text-to-image'), id: 'toyland/base' }
    const draft = { ...plainDraft, mode: 'generate' } as const
    const recipe = recipeFromDraft({ draft, checkpoint, seed: 1, masked: false })
    const both = withCost(costs, recipe, 'wasm', 0.1)
    expect(both).toHaveLength(2)
    expect(stepSeconds(both, 'toyland/base', 'wasm')).toBe(0.1)
  })
})
