// The geometry of patches of colour, by which some networks are led: eight squares along the shorter side.
import { emptyPixels, type Pixels } from './pixels'

type Size = Pick<Pixels, 'width' | 'height'>

/** Patches along the shorter side. */
const patches = 8

/** How many patches a picture has along its sides. */
export function patchCounts({ width, height }: Size): { readonly across: number; readonly down: number } {
  const side = Math.min(width, height) / patches
  return { across: Math.round(width / side), down: Math.round(height / side) }
}

/** A picture of a size from the colours of its patches, a pixel each. */
export function inPatches({ width, height }: Size, { width: across, height: down, data }: Pixels): Pixels {
  const out = emptyPixels(width, height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [column, row] = [
        Math.floor(((x + 0.5) * across) / width),
        Math.floor(((y + 0.5) * down) / height),
      ]
      const at = (row * across + column) * 4
      out.data.set(data.subarray(at, at + 4), (y * width + x) * 4)
    }
  return out
}
