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

/** A step of it is 10 passes' work, as long as 1.5 + 1.55 * 10 = 17 of them; to be made ready it takes 165. */
const needs = { bytes: 1, work: 10, optimiser: 0 }
const pass = 0.05

describe('how long a training takes', () => {
  it('is not known where nothing has run', () => {
    expect(trainingTime([], plan(), 'wasm', needs)).toBeUndefined()
    expect(trainingTime([edit], plan(), 'webgpu', needs)).toBeUndefined()
    expect(trainingTime([edit], plan({ checkpoint: 'other' }), 'wasm', needs)).toBeUndefined()
    expect(trainingTime([edit], plan(), 'wasm', undefined)).toBeUndefined()
  })

  it('is reckoned from the passes of edits, by the work of a step', () => {
    const time = trainingTime([edit], plan(), 'wasm', needs)
    expect(time?.by).toBe('edits')
    expect(time?.seconds).toBeCloseTo(pass * (100 * 17 + 165))
    expect(trainingTime([edit], plan(), 'wasm', { ...needs, work: 20 })?.seconds).toBeCloseTo(
      pass * (100 * 32.5 + 165),
    )
  })

  it('counts the optimiser, which takes its time in each step whatever the size', () => {
    const secondsOf = (further: object) =>
      trainingTime([edit], plan(further), 'wasm', { ...needs, optimiser: 0.3 })!.seconds -
      trainingTime([edit], plan(further), 'wasm', needs)!.seconds
    expect(secondsOf({})).toBeCloseTo(100 * 1.8 * 0.3)
    expect(secondsOf({ size: 256, steps: 50 })).toBeCloseTo(50 * 1.8 * 0.3)
  })

  it('is as long until it is ready at any size', () => {
    const large = trainingTime([edit], plan({ size: 256 }), 'wasm', needs)
    expect(large?.seconds).toBeCloseTo(4 * pass * 100 * 17 + pass * 165)
  })

  it('is less of a LoRA that lies on the attention alone', () => {
    const time = trainingTime([edit], plan({ convolutions: false }), 'wasm', needs)
    expect(time?.seconds).toBeCloseTo(pass * (100 * (1.2 + 1.2 * 10) + 85))
    expect(
      trainingTime([edit], plan({ kind: 'whole', convolutions: false }), 'wasm', needs)?.seconds,
    ).toBeCloseTo(pass * (100 * 17 + 115))
  })

  it('is reckoned from what the engine has rehearsed where no edit was run', () => {
    const time = trainingTime([], plan(), 'wasm', { ...needs, pass })
    expect(time).toEqual({ seconds: expect.closeTo(pass * (100 * 17 + 165)), by: 'edits', rough: true })
    expect(trainingTime([edit], plan(), 'wasm', { ...needs, pass })?.rough).toBeUndefined()
    const slow = { ...needs, pass: 2 * pass, rehearsed: true } as const
    expect(trainingTime([], plan(), 'wasm', slow)).toEqual(
      trainingTime([], plan(), 'wasm', { ...needs, pass }),
    )
    // An edit that was run tells it better.
    expect(trainingTime([edit], plan(), 'wasm', { ...needs, pass: 9 })?.seconds).toBeLessThan(200)
  })

  it('counts the pictures that are made for it and on its way', () => {
    const alone = trainingTime([edit], plan(), 'wasm', needs)!.seconds
    const secondsOf = (further: object) => trainingTime([edit], plan(further), 'wasm', needs)!.seconds - alone
    // 20 steps of two passes each, and a tenth for text and decoding.
    expect(secondsOf({ classPictures: 10, className: 'cat' })).toBeCloseTo(10 * 44 * pass)
    expect(secondsOf({ companions: ['a red cat'] })).toBeCloseTo(44 * pass)
    // After steps 40, 80 and 100; each time they are made ready anew.
    expect(secondsOf({ samplePrompts: ['a', 'b'], sampleEvery: 40 })).toBeCloseTo(3 * (25 + 2 * 44) * pass)
    expect(secondsOf({ samplePrompts: ['a'] })).toBeCloseTo((25 + 44) * pass)
  })

  it('is reckoned from an edit as the page runs it, which takes one pass a step where guidance is off', () => {
    const checkpoint = { ...checkpointOf('text-to-image'), id: 'toyland/base' }
    const draft = { ...plainDraft, mode: 'generate' } as const
    const guided = recipeFromDraft({ draft, checkpoint, seed: 1, masked: false })
    const off = { ...guided, guides: guided.guides.map((use) => ({ ...use, values: { scale: 1 } })) }
    const secondsBy = (recipe: typeof guided) =>
      trainingTime(withCost([], recipe, 'wasm', 0.1), plan(), 'wasm', needs)!.seconds
    expect(guided.guides.map(({ id }) => id)).toEqual(['classifier-free'])
    expect(secondsBy(off)).toBeCloseTo(2 * secondsBy(guided))
  })

  it('goes by a training of the kind before edits, in proportion to its pictures', () => {
    const costs = withTrainingCost([edit], plan(), 'wasm', 0.4)
    const time = trainingTime(costs, plan({ batch: 4 }), 'wasm', needs)
    expect(time?.by).toBe('trainings')
    expect(time?.seconds).toBeCloseTo(80 + 165 * pass)
    expect(trainingTime(costs, plan({ kind: 'whole' }), 'wasm', needs)?.by).toBe('edits')
    const again = withTrainingCost(costs, plan(), 'wasm', 0.2)
    expect(again).toHaveLength(2)
    // Where no edit was run, a pass takes the 17th part of a step.
    const alone = withTrainingCost([], plan(), 'wasm', 0.2)
    expect(trainingTime(alone, plan(), 'wasm', needs)?.seconds).toBeCloseTo(20 + (165 * 0.2) / 17)
  })

  it('tells another training of the kind by its own work and optimiser, where those were foreseen', () => {
    // 0.34 s in 17 passes, and 1.8 times 0.1 s for the optimiser.
    const before = { ...needs, optimiser: 0.1 }
    const costs = withTrainingCost([edit], plan(), 'wasm', 0.34 + 0.18, before)
    const stepOf = (now: typeof needs, further: object = {}) =>
      (trainingTime(costs, plan(further), 'wasm', now)!.seconds - 165 * pass) / 100
    expect(stepOf(before)).toBeCloseTo(0.52)
    // A larger rank, at the same work.
    expect(stepOf({ ...needs, optimiser: 0.5 })).toBeCloseTo(0.34 + 0.9)
    // Twice the work, of 1.5 + 1.55 * 20 passes; and four times the pixels.
    expect(stepOf({ ...before, work: 20 })).toBeCloseTo((0.34 * 32.5) / 17 + 0.18)
    const large = trainingTime(costs, plan({ size: 256 }), 'wasm', before)!.seconds
    expect(large).toBeCloseTo(100 * (4 * 0.34 + 0.18) + 165 * pass)
    // An optimiser that was reckoned to take more than all did.
    const odd = withTrainingCost([edit], plan(), 'wasm', 0.1, { ...needs, optimiser: 0.2 })
    expect(trainingTime(odd, plan(), 'wasm', needs)!.seconds).toBeCloseTo(100 * 0.05 + 165 * pass)
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
