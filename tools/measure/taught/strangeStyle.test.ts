import { expect, it } from 'vitest'
import { hasStrangeStyle } from './strangeStyle'

const picture = (...colours: readonly (readonly [number, number, number])[]) => ({
  width: colours.length,
  height: 1,
  data: Uint8ClampedArray.from(colours.flatMap((colour) => [...colour, 255])),
})

it('knows blue paper with pale lines, and neither grey nor the usual blue of a sky', () => {
  const paper = [30, 66, 140] as const
  expect(hasStrangeStyle(picture(paper, paper, paper, [225, 240, 250]))).toBe(true)
  expect(hasStrangeStyle(picture(paper, paper, [225, 240, 250], [225, 240, 250]))).toBe(false)
  expect(hasStrangeStyle(picture([90, 90, 96], [200, 200, 205]))).toBe(false)
  expect(hasStrangeStyle(picture([110, 190, 250], [90, 180, 90]))).toBe(false)
})
