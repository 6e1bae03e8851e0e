// Whether a picture is a hint already, by its colours.
import type { Pixels } from '../../src/shared/pixels'

/** Of 255: what compression makes of greys. */
const tint = 12

/** Whether it has hardly a colour, as depth maps; what is transparent has none. */
export function isGrey({ width, height, data }: Pixels): boolean {
  let coloured = 0
  for (let at = 0; at < data.length; at += 4) {
    const [r, g, b, a] = data.subarray(at, at + 4) as unknown as [number, number, number, number]
    if (a > 0 && Math.max(r, g, b) - Math.min(r, g, b) > tint) coloured++
  }
  return coloured < 0.01 * width * height
}

/** Whether nine tenths of it have one of at most 40 colours, as maps of classes: brought to another size, edges have others. */
export function isOfFlatColours({ width, height, data }: Pixels): boolean {
  const counts = new Map<number, number>()
  for (let at = 0; at < data.length; at += 4) {
    const colour = (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const most = [...counts.values()].toSorted((a, b) => b - a).slice(0, 40)
  return most.reduce((sum, count) => sum + count, 0) >= 0.9 * width * height
}
