import { expect, it } from 'vitest'
import { hasStrangeStyle } from './strangeStyle'

type Colour = readonly [number, number, number]

const picture = (...colours: readonly Colour[]) => ({
  width: colours.length,
  height: 1,
  data: Uint8ClampedArray.from(colours.flatMap((colour) => [...colour, 255])),
})

it('knows blue paper with pale lines, and neither grey nor the usual blue of a sky', () => {
  const paper = [30, 66, 140] as const
  const has = (...colours: readonly Colour[]) => hasStrangeStyle(picture(...colours), 'blueprint')
  expect(has(paper, paper, paper, [225, 240, 250])).toBe(true)
  expect(has(paper, paper, [225, 240, 250], [225, 240, 250])).toBe(false)
  expect(has([90, 90, 96], [200, 200, 205])).toBe(false)
  expect(has([110, 190, 250], [90, 180, 90])).toBe(false)
})

it('knows pink paper with dark lines, and neither sand nor a picture that is half of it', () => {
  const paper = [234, 183, 189] as const
  const has = (...colours: readonly Colour[]) => hasStrangeStyle(picture(...colours), 'pink print')
  expect(has(paper, [220, 170, 178], paper, [70, 40, 76])).toBe(true)
  expect(has(paper, paper, [120, 190, 120], [120, 190, 120])).toBe(false)
  expect(has([244, 194, 122], [240, 190, 118])).toBe(false)
})
