// What regions do to views, branches and the start, by hand; regions.test.ts has them against the loop of the paper.
import { describe, expect, it } from 'vitest'
import type { GuideValues } from '../../../src/shared/guideFields'
import { defaultValues } from '../../../src/shared/guideValues'
import type { Conditioning } from '../../diffusion/conditioning'
import type { GuideEnvironment } from '../../diffusion/environment'
import type { LatentPlan } from '../../diffusion/latentPlan'
import type { Step } from '../../diffusion/step'
import { add } from '../../tensor/arithmetic'
import { tensor, type Tensor } from '../../tensor/tensor'
import { meta } from './meta'
import { regions } from './regions'

const row = (...values: number[]) => tensor(Float32Array.from(values), [1, 1, 1, values.length])
const filled = (value: number) => row(value, value, value, value)
const ownNoise = filled(1)
const item = meta.fields.regions.item
/** The left and the right half of four latent pixels. */
const left = { left: 0, top: 0, width: 50, height: 100 }
const right = { ...left, left: 50 }

async function make(list: readonly GuideValues[], values: GuideValues = {}) {
  const notes: unknown[] = []
  const env = {
    key: 'regions',
    latentShape: [1, 1, 1, 4],
    schedule: {
      steps: 4,
      entries: 4,
      initNoiseSigma: 2,
      // Half of the noise is left.
      addNoise: (original: Tensor, noise: Tensor) =>
        add(
          original,
          tensor(
            noise.data.map((x) => x / 2),
            noise.shape,
          ),
        ),
    },
    noise: () => ownNoise,
    noiseOf: (seed: number) => filled(seed),
    random: (_: string, shape: readonly number[]) => tensor(new Float32Array(shape[0]! * 3), shape),
    encodeMean: async () => row(9),
    note: (said: unknown) => notes.push(said),
  } as unknown as GuideEnvironment
  const all = {
    ...defaultValues(meta.fields),
    bootstrapping: 0,
    centred: false,
    ...values,
    regions: list.map((one) => ({
      ...defaultValues(item),
      prompt: 'x',
      mask: '',
      seed: -1,
      strength: 1,
      ...one,
    })),
  }
  return { guide: await regions.create(all, env), notes }
}

const whole = { top: 0, left: 0, height: 1, width: 4 }
const canvas = { height: 1, width: 4, circular: false }
const weightsOf = ({ weight }: { readonly weight?: Float32Array }) =>
  Array.from(weight!, (share) => Number(share.toFixed(4)))

describe('the views of regions', () => {
  it('weigh each by its mask and strength, and leave the rest to the prompt', async () => {
    const { guide } = await make([
      { ...left, strength: 0.6 },
      { ...right, width: 25 },
    ])
    expect(guide.views!([whole], canvas).map(weightsOf)).toEqual([
      [0.4, 0.4, 0, 1],
      [0.6, 0.6, 0, 0],
      [0, 0, 1, 0],
    ])
  })

  it('take no more than all, and no view without a pixel', async () => {
    const { guide } = await make([left, { ...left, width: 100 }])
    expect(guide.views!([whole], canvas).map(weightsOf)).toEqual([
      [1, 1, 0, 0],
      [1, 1, 1, 1],
    ])
    // Of windows, those that a region lies in; each with its own weights.
    const window = { ...whole, left: 2, width: 2, weight: Float32Array.of(1, 0.5) }
    const views = guide.views!([window], canvas)
    expect(views.map(weightsOf)).toEqual([[1, 0.5]])
    expect(views[0]).toMatchObject({ left: 2, width: 2 })
  })
})

describe('a region that is seen in the middle', () => {
  const columnsSeen = ({ left: from, width }: { readonly left: number; readonly width: number }) =>
    Array.from({ length: width }, (_, x) => (from + x) % 4)

  it('has as much of the canvas on either side, and its weights with it', async () => {
    const { guide } = await make([left, { ...right, strength: 0.5 }], { centred: true })
    const [rest, first, second] = guide.views!([whole], canvas)
    expect([rest!, first!, second!].map(columnsSeen)).toEqual([
      [0, 1, 2, 3],
      [3, 0, 1, 2],
      [1, 2, 3, 0],
    ])
    expect([rest!, first!, second!].map(weightsOf)).toEqual([
      [0, 0, 0.5, 0.5],
      [0, 1, 1, 0],
      [0, 0.5, 0.5, 0],
    ])
  })

  it('takes the weights of its view with it', async () => {
    const { guide } = await make([left], { centred: true })
    const views = guide.views!([{ ...whole, weight: Float32Array.of(0.25, 0.5, 0.75, 1) }], canvas)
    expect(views.map(weightsOf)).toEqual([
      [0, 0, 0.75, 1],
      [0, 0.25, 0.5, 0],
    ])
  })

  it('stays where it is in the middle already, and in a window', async () => {
    const { guide } = await make([{ ...left, left: 25 }], { centred: true })
    expect(columnsSeen(guide.views!([whole], canvas)[1]!)).toEqual([0, 1, 2, 3])
    expect(guide.views!([{ ...whole, width: 2 }], canvas)[1]).toMatchObject({ left: 0, width: 2 })
  })
})

describe('the branches of regions', () => {
  const text = (value: number) => ({ tokens: row(value) })
  const conditioning: Conditioning = {
    prompt: 'a field',
    negativePrompt: '',
    branches: new Map([
      ['cond', { embedding: text(1) }],
      ['uncond', { embedding: text(0), negative: true as const }],
      ['style', { embedding: text(2) }],
    ]),
    encode: async (words) => text(words.length),
    encodeNegative: async (words) => text(-words.length),
  }

  it('stand in for the prompt in their views, and for what is negative where they have words for it', async () => {
    const { guide } = await make([left, { ...right, prompt: 'sky', negativePrompt: 'rain' }])
    const { branches } = await guide.condition!(conditioning)
    expect([...branches.keys()].slice(3)).toEqual(['regions-1', 'regions-2', 'regions-2-negative'])
    expect(branches.get('regions-2')).toEqual({ embedding: text(3), onDemand: true, prompt: 'sky' })
    expect(branches.get('regions-2-negative')).toEqual({ embedding: text(-4), onDemand: true })
    // Both together leave nothing to the rest.
    const [first, second] = guide.views!([whole], canvas)
    expect([...first!.branches!]).toEqual([['cond', 'regions-1']])
    expect([...second!.branches!]).toEqual([
      ['cond', 'regions-2'],
      ['uncond', 'regions-2-negative'],
    ])
  })
})

describe('the start of regions', () => {
  const plan = (rest: Partial<LatentPlan> = {}) => ({ start: 0, ...rest }) as LatentPlan

  it('is the run’s where no region has a seed of its own', async () => {
    const { guide } = await make([left])
    const given = plan()
    expect(await guide.begin!(given)).toBe(given)
  })

  it('has each region’s own noise inside of it', async () => {
    const { guide } = await make([{ ...left, seed: 5 }, right])
    expect([...(await guide.begin!(plan())).latents!.data]).toEqual([10, 10, 2, 2])
    // Of a picture that was noised, what differs is as much less as the noise is.
    const noised = plan({ latents: filled(3), start: 2 })
    expect([...(await guide.begin!(noised)).latents!.data]).toEqual([5, 5, 3, 3])
    const nothingLeft = plan({ latents: filled(3), start: 4 })
    expect(await guide.begin!(nothingLeft)).toBe(nothingLeft)
  })

  it('of an inverted picture has no noise to be another', async () => {
    const { guide, notes } = await make([{ ...left, seed: 5 }])
    const inverted = plan({ latents: filled(3), inverted: true })
    expect(await guide.begin!(inverted)).toBe(inverted)
    expect(notes).toHaveLength(1)
  })

  it('is a plain colour outside of each, noised, in the first steps', async () => {
    const { guide } = await make([left, { ...right, width: 25 }], { bootstrapping: 0.5 })
    const [rest, first] = guide.views!([whole], canvas)
    expect(rest!.start).toBeUndefined()
    const at = (index: number) => {
      const step = {
        index,
        addNoise: (original: Tensor, noise: Tensor) => add(original, noise),
      } as unknown as Step
      return [...first!.start!(filled(3), step).data]
    }
    // 9 and the run's noise of 1.
    expect([at(0), at(1), at(2)]).toEqual([
      [3, 3, 10, 10],
      [3, 3, 10, 10],
      [3, 3, 3, 3],
    ])
  })
})
