import { describe, expect, it } from 'vitest'
import { hintFields } from '../../src/shared/hintFields'
import { defaultValues, valuesForGuide } from '../../src/shared/guideValues'
import type { Pixels } from '../../src/shared/pixels'
import type { GuideEnvironment } from '../diffusion/environment'
import { tensorFromPixels } from '../image/pixelTensor'
import { hintOf } from './hint'

type Colour = readonly [red: number, green: number, blue: number, alpha?: number]

/** 20 x 10 pixels, of which `share` per cent at the left have the colour. */
function picture(
  share: number,
  [r, g, b, a = 255]: Colour,
  [x = 0, y = 0, z = 0]: Partial<Colour> = [],
): Pixels {
  const data = new Uint8ClampedArray(20 * 10 * 4)
  for (let at = 0; at < 200; at++) data.set((at * 100) / 200 < share ? [r, g, b, a] : [x, y, z, 255], 4 * at)
  return { width: 20, height: 10, data }
}

/** What a network of this name is given: the picture as it is, what a model reads in it, or something drawn of it. */
async function readAs(given: Pixels, network = 'my-canny', preprocessor = 'auto'): Promise<string> {
  let found = 'drawn'
  const env = {
    picture: async (_: string, __: string, read: (pixels: Pixels) => Promise<Pixels>) => {
      const prepared = await read(given)
      if (prepared === given) found = 'as it is'
      return tensorFromPixels(prepared)
    },
    readPicture: async (task: string, model: string, picture: Pixels) => {
      found = `${task} by ${model}`
      return { ...picture }
    },
    show: () => {},
  } as unknown as GuideEnvironment
  const values = { ...defaultValues(hintFields), hint: 'x', preprocessor }
  await hintOf(valuesForGuide(hintFields, values), network, 3, env)
  return found
}

const white: Colour = [255, 255, 255]
const [grey, photograph] = [picture(50, [200, 195, 190]), picture(50, [200, 40, 60], [90, 90, 200])]
/** Two hundred colours. */
const colourful: Pixels = {
  width: 20,
  height: 10,
  data: new Uint8ClampedArray(800).map((_, at) => (at % 4 === 3 ? 255 : at % 4 === 0 ? at / 4 : 90)),
}
const depth = 'depth-estimation by toyland/depth-estimator'
const segments = 'image-segmentation by toyland/segmenter'

describe('a picture for a network of lines', () => {
  it('is left as it is where it is light lines on black', async () => {
    expect(await readAs(picture(30, white))).toBe('as it is')
    // Greys up to 31 are black, and a tint of 40 is hardly a colour.
    expect(await readAs(picture(30, [200, 160, 170], [31, 31, 31]))).toBe('as it is')
  })

  it.each<[string, Pixels]>([
    ['less of it is black', picture(45, white)],
    ['it is dark, but not black', picture(30, white, [32, 32, 32])],
    ['it has a colour', picture(5, [255, 214, 255])],
    ['it is transparent', picture(5, [255, 255, 255, 200])],
    ['it is a photograph', photograph],
  ])('is drawn where %s', async (_, given) => expect(await readAs(given)).toBe('drawn'))

  it('is left though one pixel in two hundred has a colour, and not with two', async () => {
    expect(await readAs(picture(0.5, [255, 0, 0]))).toBe('as it is')
    expect(await readAs(picture(1, [255, 0, 0]))).toBe('drawn')
  })
})

describe('a picture is read', () => {
  it.each([
    ['lllyasviel/CANNY', photograph, 'drawn'],
    ['Scribble', photograph, 'drawn'],
    ['a sketch', photograph, 'drawn'],
    ['control_depth', photograph, depth],
    ['control_depth', grey, 'as it is'],
    ['sd-controlnet-seg', colourful, segments],
    ['segmentation', colourful, segments],
    ['segmentation', photograph, 'as it is'],
    ['unsegregated', colourful, 'as it is'],
    ['t2iadapter_color_sd14v1', colourful, 'drawn'],
    ['t2i-adapter-colour', colourful, 'drawn'],
    ['t2i-adapter-colour', photograph, 'as it is'],
    ['openpose', photograph, 'as it is'],
  ])('by the name of the network "%s"', async (network, given, expected) => {
    expect(await readAs(given, network)).toBe(expected)
  })

  it.each([
    ['none', 'as it is'],
    ['canny', 'drawn'],
    ['scribble', 'drawn'],
    ['depth', depth],
    ['segmentation', segments],
    ['colour', 'drawn'],
  ])('as the person says, whatever the name: "%s"', async (preprocessor, expected) => {
    for (const network of ['canny', 'openpose'])
      expect(await readAs(photograph, network, preprocessor)).toBe(expected)
  })
})
