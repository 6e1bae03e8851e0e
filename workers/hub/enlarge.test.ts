// The bundled upscaler on pictures that are enlarged in parts.
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../../src/shared/pixels'
import { readPicture } from '../../tools/recipe/picture'
import { cropPixels } from '../image/placement'
import { resize } from '../image/resample'
import { enlarged } from './enlarge'
import { modelsInTests } from './fixtures/openModels.node'
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
    const shades = [0.2, 0.6, 0.4]
    let size: readonly number[] = []
    const loaded = {
      library: {
        RawImage: function RawImage(_data: Uint8ClampedArray, width: number, height: number) {
          size = [height, width]
        },
      },
      pipe: {
        processor: async () => ({ pixel_values: { dims: [1, 3, ...size] } }),
        async model() {
          const dims = [1, 3, ...size.map((side) => 2 * side)]
          const data = new Float32Array(dims.reduce((all, side) => all * side)).fill(shades.shift()!)
          return { reconstruction: { data, dims } }
        },
      },
    }
    const grey = resize(await picture(), 150, 40, 'lanczos')
    const made = await enlarged(loaded as unknown as Loaded, grey, { largest: 64 })
    expect([made.width, made.height]).toEqual([300, 80])
    const row = Array.from({ length: 300 }, (_, x) => made.data[(40 * 300 + x) * 4]!)
    // Each part has its own shade in the middle of what is its own.
    expect([row[10], row[150], row[290]]).toEqual([51, 153, 102])
    const steps = row.slice(1).map((value, at) => Math.abs(value - row[at]!))
    // 102 levels over 32 pixels.
    expect(steps.reduce((a, b) => Math.max(a, b))).toBeLessThanOrEqual(4)
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
