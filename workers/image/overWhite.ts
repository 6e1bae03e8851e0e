import type { Pixels } from '../../src/shared/pixels'

/** A picture laid over white paper; itself where it is opaque. */
export function overWhite(picture: Pixels): Pixels {
  const { width, height, data } = picture
  if (data.every((value, at) => at % 4 !== 3 || value === 255)) return picture
  const laid = data.map((value, at) => {
    if (at % 4 === 3) return 255
    const alpha = (data[at - (at % 4) + 3] as number) / 255
    return value * alpha + 255 * (1 - alpha)
  })
  return { width, height, data: laid }
}
