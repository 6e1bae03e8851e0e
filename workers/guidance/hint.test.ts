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

/** Whether a network of this name is given the picture as it is. */
function isLeft(given: Pixels, network = 'my-canny', preprocessor = 'auto'): boolean {
  let left = false
  const env = {
    picture: (_: string, __: string, prepare: (pixels: Pixels) => Pixels) => {
      const prepared = prepare(given)
      left = prepared === given
      return tensorFromPixels(prepared)
    },
    show: () => {},
  } as unknown as GuideEnvironment
  const values = { ...defaultValues(hintFields), hint: 'x', preprocessor }
  hintOf(valuesForGuide(hintFields, values), network, 3, env)
  return left
}

const white: Colour = [255, 255, 255]
const photograph = picture(50, [200, 40, 60], [90, 90, 200])

describe('a picture is left as it is', () => {
  it('where it is light lines on black', () => {
    expect(isLeft(picture(30, white))).toBe(true)
    // Greys up to 31 are black, and a tint of 40 is hardly a colour.
    expect(isLeft(picture(30, [200, 160, 170], [31, 31, 31]))).toBe(true)
  })

  it.each<[string, Pixels]>([
    ['less of it is black', picture(45, white)],
    ['it is dark, but not black', picture(30, white, [32, 32, 32])],
    ['it has a colour', picture(5, [255, 214, 255])],
    ['it is transparent', picture(5, [255, 255, 255, 200])],
    ['it is a photograph', photograph],
  ])('but not where %s', (_, given) => expect(isLeft(given)).toBe(false))

  it('though one pixel in two hundred has a colour, and not two', () => {
    expect(isLeft(picture(0.5, [255, 0, 0]))).toBe(true)
    expect(isLeft(picture(1, [255, 0, 0]))).toBe(false)
  })

  it('where the name of the network says nothing, or the person says so', () => {
    expect(isLeft(photograph, 'depth')).toBe(true)
    expect(isLeft(photograph, 'my-canny', 'none')).toBe(true)
    for (const name of ['lllyasviel/CANNY', 'Scribble', 'a sketch'])
      expect(isLeft(photograph, name)).toBe(false)
    for (const wanted of ['canny', 'scribble']) expect(isLeft(photograph, 'depth', wanted)).toBe(false)
  })
})
