import { describe, expect, it } from 'vitest'
import type { GuideEnvironment } from '../../diffusion/environment'
import { tensor, type Tensor } from '../../tensor/tensor'
import { depth2Image } from './depth2Image'

/** A grey picture of the latents' own size. */
const picture = (...levels: number[]) =>
  tensor(Float32Array.from([...levels, ...levels, ...levels]), [1, 3, 1, levels.length])

async function channelOf(map: Tensor, invert = false) {
  const notes: string[] = []
  const shown: string[] = []
  const env = {
    latentShape: [1, 4, 1, map.shape[3]],
    picture: () => map,
    show: (name: string) => shown.push(name),
    note: (sentence: string) => notes.push(sentence),
  } as unknown as GuideEnvironment
  const guide = await depth2Image.create({ depth: 'map', invert, fit: 'crop' }, env)
  expect(shown).toEqual(['Depth'])
  return { values: [...guide.channels!('cond').data].map((value) => Number(value.toFixed(5))), notes }
}

describe('a depth map', () => {
  it('goes from -1 for what is farthest to 1 for what is nearest, or the other way round', async () => {
    expect(await channelOf(picture(0.2, 0.6, 0.3))).toEqual({ values: [-1, 1, -0.5], notes: [] })
    expect((await channelOf(picture(0.2, 0.6, 0.3), true)).values).toEqual([1, -1, 0.5])
  })

  it('of a single step of its 8 bits is still one, and less than a half of it is flat', async () => {
    expect((await channelOf(picture(0.5, 0.5 + 1 / 255))).values).toEqual([-1, 1])
    const flat = await channelOf(picture(0.5, 0.5 + 1 / 600))
    expect(flat.values).toEqual([0, 0])
    expect(flat.notes).toHaveLength(1)
  })
})
