import { describe, expect, it } from 'vitest'
import type { ActiveGuide } from '../diffusion/guide'
import { tensor, type Tensor } from '../tensor/tensor'
import { decoderOf } from './circularDecoding'
import type { Decoded, Networks } from './networks'

/** Each latent pixel becomes two pixels side by side and above each other. */
const seen: [Tensor, Decoded | undefined][] = []
const networks = {
  scaleFactor: 2,
  decode: async (latents: Tensor, as?: Decoded) => {
    seen.push([latents, as])
    const [, channels, height, width] = latents.shape as [number, number, number, number]
    const data = Float32Array.from({ length: 4 * channels * height * width }, (_, at) => {
      const [row, column] = [Math.floor(at / (2 * width)), at % (2 * width)]
      return latents.data[Math.floor(row / 2) * width + Math.floor(column / 2)]!
    })
    return tensor(data, [1, channels, 2 * height, 2 * width])
  },
} as unknown as Networks
const using = (circular: boolean) =>
  [{ guide: {} }, { guide: { circular } }] as unknown as readonly ActiveGuide[]
const canvas = (width: number) =>
  tensor(
    Float32Array.from({ length: 2 * 3 * width }, (_, at) => at),
    [1, 2, 3, width],
  )

describe('the decoder', () => {
  it('sees the latents as they are where nothing is circular', async () => {
    const latents = canvas(10)
    await decoderOf(networks, using(false))(latents, 'preview')
    expect(seen.at(-1)).toEqual([latents, 'preview'])
  })

  it.each([3, 8, 10, 20])(
    'sees each edge of a circular canvas %i wide with what follows it',
    async (width) => {
      const latents = canvas(width)
      const decoded = await decoderOf(networks, using(true))(latents, 'result')
      const [around, as] = seen.at(-1)!
      expect([around.shape, as]).toEqual([[1, 2, 3, width + 16], 'result'])
      const row = [...around.data.subarray(0, width + 16)]
      expect(row).toEqual(Array.from({ length: width + 16 }, (_, x) => (((x - 8) % width) + width) % width))
      // What comes back is the canvas alone, where it was.
      expect(decoded).toEqual(await networks.decode(latents))
    },
  )
})
