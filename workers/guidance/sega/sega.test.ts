// SEGA's steps by hand, on latents of one channel and two pixels; workers/jobs/hooks.test.ts has them against diffusers.
import { describe, expect, it } from 'vitest'
import type { GuideValues } from '../../../src/shared/guideFields'
import { defaultValues } from '../../../src/shared/guideValues'
import type { Conditioning } from '../../diffusion/conditioning'
import type { GuideEnvironment } from '../../diffusion/environment'
import type { Step } from '../../diffusion/step'
import { tensor } from '../../tensor/tensor'
import { meta } from './meta'
import { sega } from './sega'

const noise = (...values: number[]) => tensor(Float32Array.from(values), [1, 1, 1, values.length])
const branches: Readonly<Record<string, ReturnType<typeof noise>>> = {
  uncond: noise(1, 1),
  'key-none': noise(0, 0),
  'key-0': noise(2, 5),
  'key-1': noise(4, 1),
}
const views = [{}, {}]
const at = (index: number, { count = 4, view = views[0], anchor = 'uncond' } = {}) =>
  ({
    index,
    count,
    view,
    run: async (branch: string) => branches[branch]!,
    ...(anchor && { anchor }),
  }) as unknown as Step
const item = meta.fields.concepts.item
const concept = (values: GuideValues) => ({
  ...defaultValues(item),
  concept: 'glasses',
  strength: 1,
  threshold: 0,
  weight: 1,
  warmUp: 0,
  coolDown: 1,
  ...values,
})
const make = (concepts: readonly GuideValues[], values: GuideValues = { momentum: 0, momentumDecay: 0 }) =>
  sega.create({ ...defaultValues(meta.fields), ...values, concepts: concepts.map(concept) }, {
    key: 'key',
  } as GuideEnvironment)
const combined = async (guide: Awaited<ReturnType<typeof make>>, step: Step) =>
  [...(await guide.combine!(noise(0, 0), step)).data].map((value) => Number(value.toFixed(5)))

describe('the directions of concepts', () => {
  it('are away from no text, as strong and as heavy as each concept says, or back', async () => {
    // From (1, 1) to (2, 5) it is (1, 4), to (4, 1) it is (3, 0).
    expect(await combined(await make([{}]), at(0))).toEqual([1, 4])
    expect(await combined(await make([{ strength: 2, weight: 0.5 }]), at(0))).toEqual([1, 4])
    expect(await combined(await make([{}, { direction: 'remove', strength: 2 }]), at(0))).toEqual([-5, 4])
    // Only what is strongest: the half of the two pixels.
    expect(await combined(await make([{ threshold: 0.9 }]), at(0))).toEqual([0, 4])
  })

  it('are away from a branch of its own where there is no base guidance', async () => {
    expect(await combined(await make([{}]), at(0, { anchor: '' }))).toEqual([2, 5])
  })
})

describe('concepts over the steps', () => {
  it('share the change among those that are warm', async () => {
    const guide = await make([{ weight: 2 }, { weight: 6, warmUp: 0.5 }])
    // Alone, the first has all of the weight; together each has its own.
    expect(await combined(guide, at(1))).toEqual([1, 4])
    expect(await combined(guide, at(2))).toEqual([2 + 18, 8])
    expect(await combined(await make([{ warmUp: 0.5 }]), at(1))).toEqual([0, 0])
    const weightless = await make([{ weight: 0 }, { warmUp: 0.5 }])
    expect(await combined(weightless, at(1))).toEqual([0, 0])
  })

  it('end where they cool down', async () => {
    const guide = await make([{ coolDown: 0.5 }, {}])
    expect(await combined(guide, at(1))).toEqual([4, 4])
    expect(await combined(guide, at(2))).toEqual([3, 0])
  })

  it('go on as momentum, in each view by itself', async () => {
    const guide = await make([{}], { momentum: 0.5, momentumDecay: 0.75 })
    expect(await combined(guide, at(0))).toEqual([1, 4])
    // What is past: 0.25 (1, 4). Half of it is added.
    expect(await combined(guide, at(1))).toEqual([1.125, 4.5])
    // 0.75 (0.25, 1) + 0.25 (1.125, 4.5)
    expect(await combined(guide, at(2))).toEqual([1.23438, 4.9375])
    expect(await combined(guide, at(2, { view: views[1] }))).toEqual([1, 4])
  })

  it('build up momentum while they warm up', async () => {
    const guide = await make([{ warmUp: 0.5 }], { momentum: 1, momentumDecay: 0.5 })
    expect(await combined(guide, at(0))).toEqual([0, 0])
    expect(await combined(guide, at(1))).toEqual([0, 0])
    // 0.5 (1, 4), then 0.5 (0.5, 2) + 0.5 (1.5, 6) = (1, 4).
    expect(await combined(guide, at(2))).toEqual([2, 8])
  })
})

describe('the branches of concepts', () => {
  const text = (value: number) => ({ tokens: noise(value) })
  const conditioning: Conditioning = {
    prompt: 'a face',
    negativePrompt: '9',
    branches: new Map([['cond', { embedding: text(1) }]]),
    encode: async (words) => text(words.length),
    encodeNegative: async (words) => text(Number(words)),
  }

  it('are there until each cools down, with one for no text where there is none', async () => {
    const guide = await make([{ coolDown: 0.5 }, { concept: 'snow' }])
    const { branches: added } = await guide.condition!(conditioning)
    expect([...added.keys()]).toEqual(['cond', 'key-none', 'key-0', 'key-1'])
    expect(added.get('key-none')).toEqual({ embedding: text(9) })
    expect(added.get('key-0')).toEqual({ embedding: text('glasses'.length), within: [0, 0.5] })
    expect(added.get('key-1')).toEqual({ embedding: text('snow'.length), within: [0, 1] })
    const based = await guide.condition!({ ...conditioning, anchor: 'uncond' })
    expect([...based.branches.keys()]).toEqual(['cond', 'key-0', 'key-1'])
  })

  it('have words', async () => {
    await expect(make([{}, { concept: ' ' }])).rejects.toThrow(/Concept 2 .* has no words/)
  })
})
