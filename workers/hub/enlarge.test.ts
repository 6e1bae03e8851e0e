// The bundled upscaler on pictures that are enlarged in parts.
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../../src/shared/pixels'
import { readPicture } from '../../tools/recipe/picture'
import { cropPixels } from '../image/placement'
import { resize } from '../image/resample'
import { enlarged } from './enlarge'
import { hubFixtures, hubPicture, modelsInTests } from './fixtures/openModels.node'
import type { Loaded } from './loadedModels'

const useModel = modelsInTests()

function enlargedBy(
  folder: string,
  picture: Pixels,
  options: Parameters<typeof enlarged>[2] & { signal?: AbortSignal },
) {
  const { signal, ...rest } = options
  return useModel(folder, 'image-to-image', (loaded) => enlarged(loaded, picture, rest), signal)
}
/** Takes pictures of 32 x 24 pixels alone. */
const fixed = `${hubFixtures}/swin2sr`
const toyland = 'public/models/toyland/upscaler'

const differences = (one: Pixels, other: Pixels) => {
  expect([one.width, one.height]).toEqual([other.width, other.height])
  return one.data.map((value, at) => Math.abs(value - other.data[at]!))
}

/** A bundled picture in an odd size, small enough to be enlarged at once. */
const picture = async () =>
  resize(
    cropPixels(await readPicture('public/pictures/cat-meadow.png'), {
      left: 0,
      top: 0,
      width: 500,
      height: 430,
    }),
    150,
    129,
    'lanczos',
  )

/** A network that doubles pictures, and gives each the next of these shades all over. @param fixed height and width that it takes alone */
function withShades(shades: number[], fixed?: readonly [number, number]): Loaded {
  let size: readonly number[] = []
  const model = async () => {
    if (fixed) expect(size).toEqual(fixed)
    const dims = [1, 3, ...size.map((side) => 2 * side)]
    const data = new Float32Array(dims.reduce((all, side) => all * side)).fill(shades.shift()!)
    return { reconstruction: { data, dims } }
  }
  const sessions = fixed && { model: { inputMetadata: [{ shape: [1, 3, ...fixed] }] } }
  return {
    library: {
      RawImage: function RawImage(_data: Uint8ClampedArray, width: number, height: number) {
        size = [height, width]
      },
    },
    pipe: {
      processor: async () => ({ pixel_values: { dims: [1, 3, ...size] } }),
      model: Object.assign(model, { sessions: sessions ?? {} }),
    },
  } as unknown as Loaded
}

describe('a picture that is enlarged in parts', () => {
  it('is what it is at once, to a level of 255, with a network that sees no further than a part is given', async () => {
    const small = await picture()
    const heard: string[] = []
    const parts = await enlargedBy(toyland, small, {
      largest: 64,
      onPart: (done, count) => heard.push(`${done}/${count}`),
    })
    expect(heard).toEqual(['0/9', '1/9', '2/9', '3/9', '4/9', '5/9', '6/9', '7/9', '8/9', '9/9'])
    const most = differences(parts, await enlargedBy(toyland, small, {})).reduce((a, b) => Math.max(a, b))
    expect(most).toBeLessThanOrEqual(1)
  })

  it('fades from part to part with a network that makes each of its own brightness', async () => {
    const loaded = withShades([0.2, 0.6, 0.4])
    const grey = resize(await picture(), 150, 40, 'lanczos')
    const made = await enlarged(loaded, grey, { largest: 64 })
    expect([made.width, made.height]).toEqual([300, 80])
    const row = Array.from({ length: 300 }, (_, x) => made.data[(40 * 300 + x) * 4]!)
    // Each part has its own shade in the middle of what is its own.
    expect([row[10], row[150], row[290]]).toEqual([51, 153, 102])
    const steps = row.slice(1).map((value, at) => Math.abs(value - row[at]!))
    // 102 levels over 32 pixels.
    expect(steps.reduce((a, b) => Math.max(a, b))).toBeLessThanOrEqual(4)
  })

  it('is of parts of one size, with a network that was exported for it, whatever the picture’s size', async () => {
    const { width, height } = hubPicture
    const cropped = (left: number, top: number, wide: number, tall: number) =>
      cropPixels(hubPicture, { left, top, width: wide, height: tall })
    const large = await enlargedBy(fixed, hubPicture, {})
    expect([large.width, large.height]).toEqual([2 * width, 2 * height])
    // In each corner, before it fades into the next, is what the network makes of that corner alone.
    for (const left of [0, width - 32])
      for (const top of [0, height - 24]) {
        const alone = await enlargedBy(fixed, cropped(left, top, 32, 24), {})
        const [right, bottom] = [left > 0, top > 0]
        const own = { left: right ? 48 : 0, top: bottom ? 32 : 0, width: 16, height: 16 }
        const inLarge = { ...own, left: own.left + 2 * left, top: own.top + 2 * top }
        const apart = differences(cropPixels(large, inLarge), cropPixels(alone, own))
        expect(apart.reduce((a, b) => Math.max(a, b))).toBe(0)
      }
  })

  it.each([
    [24, 32],
    [64, 64],
    [7, 9],
  ])('has no pixel that no part of %i x %i gave, or that two gave in full', async (height, width) => {
    for (const extra of [0, 1, 2, 5, 11, 12, 13, 31, 40, 67]) {
      const size = { width: width + extra, height: height + (extra >> 1) }
      const grey = { ...size, data: new Uint8ClampedArray(size.width * size.height * 4) }
      const made = await enlarged(withShades(Array(2000).fill(0.4), [height, width]), grey)
      expect([made.width, made.height]).toEqual([2 * size.width, 2 * size.height])
      expect(new Set(made.data), `${extra}`).toEqual(new Set([102, 255]))
    }
  })

  it('is as large as the picture where the network takes only larger ones', async () => {
    const small = cropPixels(hubPicture, { left: 0, top: 0, width: 20, height: 13 })
    const large = await enlargedBy(fixed, small, {})
    expect([large.width, large.height]).toEqual([40, 26])
    // It sees the last row and column go on to its own size.
    const continued = { width: 32, height: 24, data: new Uint8ClampedArray(32 * 24 * 4) }
    for (let y = 0; y < 24; y++)
      for (let x = 0; x < 32; x++) {
        const from = (Math.min(y, 12) * 20 + Math.min(x, 19)) * 4
        continued.data.set(small.data.subarray(from, from + 4), (y * 32 + x) * 4)
      }
    const all = await enlargedBy(fixed, continued, {})
    expect(large).toEqual(cropPixels(all, { left: 0, top: 0, width: 40, height: 26 }))
  })

  it('stops between two parts once it is cancelled', async () => {
    const stop = new AbortController()
    let runs = 0
    const enlarging = enlargedBy(toyland, await picture(), {
      largest: 64,
      signal: stop.signal,
      onPart: (done) => {
        runs = done
        if (done === 2) stop.abort()
      },
    })
    await expect(enlarging).rejects.toMatchObject({ code: 'cancelled' })
    expect(runs).toBeLessThanOrEqual(3)
  })
})
