import { describe, expect, it } from 'vitest'
import { tensor, type Tensor } from '../tensor/tensor'
import type { BranchRun, Guide } from './guide'
import { actsEverywhere, maskedGuide } from './maskedGuide'
import type { Step } from './step'

const canvas = [2, 4] as const
const filled = (value: number, height = 2, width = 4, channels = 1) =>
  tensor(new Float32Array(channels * height * width).fill(value), [1, channels, height, width])
/** At pixels, twice the latents on a side: nothing, a half, all of it, all of it. */
const mask = tensor(
  Float32Array.from({ length: 4 * 8 }, (_, at) => [0, 0, 0, 1, 1, 1, 1, 1][at % 8]!),
  [1, 1, 4, 8],
)
const step = { view: { top: 0, left: 0, height: 2, width: 4 } } as Step
const row = ({ data, shape }: Tensor) => [...data.subarray(0, shape[3])]

describe('a guide with a mask', () => {
  const plusTen = async ({ data, shape }: Tensor) =>
    tensor(
      data.map((value) => value + 10),
      shape,
    )
  const guide: Guide = { beforeStep: plusTen, combine: plusTen, afterCombine: plusTen, afterStep: plusTen }
  const masked = maskedGuide(guide, mask, canvas)

  it.each(['beforeStep', 'combine', 'afterCombine', 'afterStep'] as const)(
    'adds in %s what the mask leaves of it',
    async (hook) => {
      expect(row(await masked[hook]!(filled(1), step))).toEqual([1, 6, 11, 11])
      expect(Object.keys(maskedGuide({ [hook]: plusTen }, mask, canvas))).toEqual([hook])
    },
  )

  it('gives residuals and features times the mask, at each one’s size', async () => {
    const inputs = async () => ({
      residuals: { down: [filled(2), filled(4, 1, 2, 3)], mid: filled(8, 1, 1) },
      adapter: [filled(2, 1, 2)],
      timestepCond: filled(5, 1, 1),
    })
    const run = { step } as BranchRun
    const given = await maskedGuide({ inputs }, mask, canvas).inputs!(run)
    expect((given.residuals!.down as Tensor[]).map(row)).toEqual([
      [0, 1, 2, 2],
      [1, 4],
    ])
    // Of three channels alike.
    expect([...(given.residuals!.down[1] as Tensor).data]).toEqual([1, 4, 1, 4, 1, 4])
    expect(row(given.residuals!.mid as Tensor)).toEqual([5])
    expect(given.adapter!.map(row)).toEqual([[0.5, 2]])
    // What no place of the picture has, no mask holds back.
    expect(given.timestepCond).toEqual(filled(5, 1, 1))
    expect(await maskedGuide({ inputs: async () => ({}) }, mask, canvas).inputs!(run)).toEqual({})
  })

  it('has the part of the mask below a view', async () => {
    const right = { view: { top: 1, left: 1, height: 1, width: 2 } } as Step
    expect(row(await masked.combine!(filled(0, 1, 2), right))).toEqual([5, 10])
  })
})

describe('a mask is without effect', () => {
  const views: Guide['views'] = (all) => all
  const combine: Guide['combine'] = async (noise) => noise

  it('on what a guide does before the first step', () => {
    expect(actsEverywhere({ views })).toBe(true)
    expect(actsEverywhere({ encode: (encode) => encode })).toBe(true)
    expect(actsEverywhere({ begin: async (plan) => plan })).toBe(true)
  })

  it('but on no guide that acts in the steps, or not at all', () => {
    expect(actsEverywhere({})).toBe(false)
    expect(actsEverywhere({ combine })).toBe(false)
    for (const hook of ['beforeStep', 'combine', 'afterCombine', 'afterStep'])
      expect(actsEverywhere({ views, [hook]: combine }), hook).toBe(false)
    expect(actsEverywhere({ views, inputs: async () => ({}) })).toBe(false)
  })
})
