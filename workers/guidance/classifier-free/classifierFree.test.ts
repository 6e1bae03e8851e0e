import { describe, expect, it } from 'vitest'
import type { Curve } from '../../../src/shared/curve'
import type { Conditioning } from '../../diffusion/conditioning'
import type { GuideEnvironment } from '../../diffusion/environment'
import type { Step } from '../../diffusion/step'
import { combineLinear, standardDeviation, subtract } from '../../tensor/arithmetic'
import { tensor, type Tensor } from '../../tensor/tensor'
import { instructPix2Pix } from '../instruct-pix2pix/instructPix2Pix'
import { classifierFree } from './classifierFree'

const noise = (...values: number[]) => tensor(Float32Array.from(values), [1, 1, 1, values.length])
const branches: Readonly<Record<string, Tensor>> = {
  cond: noise(1, 2, 3, 6),
  uncond: noise(0, 0, 1, 1),
  image: noise(5, 0, 0, 1),
}
/** What is predicted is three times the noise, and the latents' own 1 beside. */
const at = (index: number, count = 2) =>
  ({
    index,
    count,
    run: async (branch: string) => branches[branch]!,
    toOutput: ({ data, shape }: Tensor) =>
      tensor(
        data.map((value) => 3 * value + 1),
        shape,
      ),
    fromOutput: ({ data, shape }: Tensor) =>
      tensor(
        data.map((value) => (value - 1) / 3),
        shape,
      ),
  }) as unknown as Step
const env = (timestepCondWidth = 0) => ({ traits: { timestepCondWidth } }) as unknown as GuideEnvironment

const text = (value: number) => ({ tokens: noise(value) })
const conditioning: Conditioning = {
  prompt: 'a cat',
  negativePrompt: '7',
  branches: new Map([['cond', { embedding: text(1) }]]),
  encode: async () => text(0),
  encodeNegative: async (words) => text(Number(words)),
}

describe('classifier-free guidance', () => {
  it('goes from the negative prompt beyond the prompt, by as much as each step says', async () => {
    const curve: Curve = [
      [0, 3],
      [1, 1],
    ]
    const guide = await classifierFree.create({ scale: curve, rescale: 0 }, env())
    const first = await guide.combine!(branches['cond']!, at(0))
    // uncond + 3 (cond - uncond)
    expect([...first.data]).toEqual([3, 6, 7, 16])
    expect([...(await guide.combine!(branches['cond']!, at(1))).data]).toEqual([...branches['cond']!.data])
    const { anchor, branches: all } = await guide.condition!(conditioning)
    expect([anchor, all.get('uncond')]).toEqual(['uncond', { embedding: text(7), negative: true }])
  })

  it('adds no branch where its scale is never above 1', async () => {
    expect(await classifierFree.create({ scale: 1, rescale: 0.5 }, env())).toEqual({})
    const barely = await classifierFree.create({ scale: 1.5, rescale: 0 }, env())
    expect(barely.condition).toBeDefined()
  })

  it('is an input of a UNet that was distilled with it', async () => {
    const guide = await classifierFree.create({ scale: 8, rescale: 0 }, env(4))
    expect(Object.keys(guide)).toEqual(['inputs'])
    const { timestepCond } = await guide.inputs!({ step: at(0) } as never)
    // Of 8 - 1: sines and cosines of 7000 and 0.7.
    const expected = [Math.sin(7000), Math.sin(0.7), Math.cos(7000), Math.cos(0.7)]
    timestepCond!.data.forEach((value, place) => expect(value).toBeCloseTo(expected[place]!, 5))
  })

  it('is rescaled in part to the spread that the prompt’s own prediction has', async () => {
    const guided = noise(3, 6, 7, 16)
    const half = await classifierFree.create({ scale: 3, rescale: 0.5 }, env())
    const out = await half.afterCombine!(guided, at(0))
    const [own, wanted] = [at(0).toOutput(guided), at(0).toOutput(branches['cond']!)]
    const factor = (1 + standardDeviation(wanted) / standardDeviation(own)) / 2
    const expected = at(0).fromOutput(combineLinear([[factor, own]]))
    out.data.forEach((value, place) => expect(value).toBeCloseTo(expected.data[place]!, 5))
    const off = await classifierFree.create({ scale: 3, rescale: 0 }, env())
    expect(await off.afterCombine!(guided, at(0))).toBe(guided)
  })
})

describe('InstructPix2Pix', () => {
  const latents = noise(2, 2)
  const own = {
    image: noise(0),
    encodeMode: async () => latents,
  } as unknown as GuideEnvironment

  it('is e0 + sT (eT - eI) + sI (eI - e0)', async () => {
    const guide = await instructPix2Pix.create({ textScale: 5, imageScale: 2 }, own)
    const found = await guide.combine!(branches['cond']!, at(0))
    const [cond, image, uncond] = ['cond', 'image', 'uncond'].map((name) => branches[name]!)
    const expected = combineLinear([
      [1, uncond!],
      [5, subtract(cond!, image!)],
      [2, subtract(image!, uncond!)],
    ])
    expect([...found.data]).toEqual([...expected.data])
    expect([...guide.channels!('uncond').data]).toEqual([0, 0])
    for (const branch of ['cond', 'image', 'region-1']) expect(guide.channels!(branch)).toBe(latents)
    const { anchor, branches: all } = await guide.condition!(conditioning)
    const empty = { embedding: text(7), negative: true }
    expect([anchor, all.get('image'), all.get('uncond')]).toEqual(['image', empty, empty])
  })

  it('shows the UNet the picture alone at an instruction scale of 1', async () => {
    const guide = await instructPix2Pix.create({ textScale: 1, imageScale: 2 }, own)
    expect(Object.keys(guide)).toEqual(['channels'])
    const above = await instructPix2Pix.create({ textScale: 1.1, imageScale: 2 }, own)
    expect(above.combine).toBeDefined()
  })
})
