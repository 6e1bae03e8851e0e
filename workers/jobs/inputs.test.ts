import { describe, expect, it } from 'vitest'
import type { Pixels } from '../../src/shared/pixels'
import { parseRecipe, type Recipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { readInputs as readInputsOf } from './inputs'

const flat = (width: number, height: number, grey: number): Pixels => ({
  width,
  height,
  data: new Uint8ClampedArray(width * height * 4).map((_, at) => (at % 4 === 3 ? 255 : grey)),
})
const described = { inChannels: 4, latentChannels: 4 }
const readInputs = (recipe: Recipe, images: Readonly<Record<string, Pixels>>) =>
  readInputsOf(recipe, images, described)
const recipe = (settings: object) =>
  parseRecipe(
    { version: 1, checkpoint: 'any', prompt: 'a cat', width: 64, height: 64, ...settings },
    guideMetas,
  )
const images = (picture: Pixels, mask?: Pixels) => ({ 'in.png': picture, ...(mask && { 'mask.png': mask }) })
const masked = { image: 'in.png', mask: 'mask.png' }

describe('the pictures of an edit', () => {
  it('are none where the recipe names none', () => {
    expect(readInputs(recipe({}), {})).toEqual({})
  })

  it('come at working size, the mask binary', () => {
    const mask = flat(200, 100, 0)
    // A line of one pixel, which must not get lost.
    for (let x = 0; x < 200; x++) mask.data.set([255, 255, 255, 255], (50 * 200 + x) * 4)
    const { region, imageTensor, maskTensor } = readInputs(recipe(masked), images(flat(200, 100, 51), mask))
    expect(region).toEqual({ left: 0, top: 0, width: 200, height: 100 })
    expect(imageTensor?.shape).toEqual([1, 3, 64, 64])
    for (const value of imageTensor?.data ?? []) expect(value).toBeCloseTo(-0.6, 6)
    expect(maskTensor?.shape).toEqual([1, 1, 64, 64])
    const rows = Array.from({ length: 64 }, (_, y) => [
      ...(maskTensor?.data.subarray(y * 64, y * 64 + 64) ?? []),
    ])
    expect(rows.map((row) => row.reduce((a, b) => a + b))).toEqual(rows.map((_, y) => (y === 32 ? 64 : 0)))
  })

  it('are of more around the mask where the checkpoint follows instructions', () => {
    const mask = flat(600, 600, 0)
    for (let y = 250; y < 350; y++)
      for (let x = 250; x < 350; x++) mask.data.set([255, 255, 255, 255], (y * 600 + x) * 4)
    const given = [recipe(masked), images(flat(600, 600, 51), mask)] as const
    expect(readInputsOf(...given, described).region).toEqual({ left: 225, top: 225, width: 150, height: 150 })
    const instructed = { inChannels: 8, latentChannels: 4 }
    expect(readInputsOf(...given, instructed).region).toEqual({
      left: 150,
      top: 150,
      width: 300,
      height: 300,
    })
  })

  it('have the mask at full size, where there is one', () => {
    const picture = flat(64, 64, 51)
    const inputs = readInputs(recipe(masked), images(picture, flat(64, 64, 255)))
    expect(inputs.mask).toMatchObject({ width: 64, height: 64 })
    expect(Object.keys(readInputs(recipe({ image: 'in.png' }), images(picture)))).toEqual([
      'picture',
      'region',
      'imageTensor',
    ])
  })

  it.each<[string, object, Readonly<Record<string, Pixels>>, RegExp]>([
    ['that was not given', { image: 'in.png' }, {}, /"in.png" that was not given/],
    ['whose name is that of a method', { image: 'toString' }, {}, /"toString" that was not given/],
    ['of one pixel', { image: 'in.png' }, images(flat(1, 1, 0)), /1x1 pixels, too small/],
    ['that is too narrow', { image: 'in.png' }, images(flat(15, 400, 0)), /15x400 pixels, too small/],
    ['with an empty mask', masked, images(flat(64, 64, 0), flat(64, 64, 0)), /covers nothing/],
    ['with a mask of another size', masked, images(flat(64, 64, 0), flat(64, 32, 255)), /mask is 64x32/],
  ])('%s are refused', (_, settings, given, sentence) => {
    expect(() => readInputs(recipe(settings), given)).toThrow(sentence)
  })

  it('of 12000x9000 are refused before anything is made of them', () => {
    // 432 MB of pixels need not be there to be refused.
    const huge = { width: 12_000, height: 9_000, data: new Uint8ClampedArray(0) }
    expect(() => readInputs(recipe({ image: 'in.png' }), images(huge))).toThrow(
      /12000x9000 pixels, more than/,
    )
  })
})
