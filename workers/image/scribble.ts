// A drawing as scribble networks are trained on it: white lines on black.
import type { Pixels } from '../../src/shared/pixels'

/** Of 255: what is covered more than this counts as drawn. Low, since a thin line that was scaled down is pale. */
const drawn = 96

/**
 * The lines of a drawing, white on black. Of a sketch on a transparent layer, whatever is painted is a line, in any colour. Of an
 * opaque picture, the paper is what most of it is, light or dark, and a line is what differs from that by half the range in
 * any channel.
 */
export function scribble({ width, height, data }: Pixels): Pixels {
  const covered = coverOf({ width, height, data })
  const lines = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let at = 0; at < width * height; at++)
    lines.fill((covered[at] as number) > drawn ? 255 : 0, at * 4, at * 4 + 3)
  return { width, height, data: lines }
}

/** How far each pixel is drawn upon, 0 to 255. */
function coverOf({ width, height, data }: Pixels): Uint8ClampedArray {
  const alpha = Uint8ClampedArray.from({ length: width * height }, (_, at) => data[at * 4 + 3] as number)
  // A sketch leaves much of its layer empty; a picture has at most smooth rims that let something through.
  const empty = alpha.filter((value) => value < drawn).length
  if (empty > 0.02 * alpha.length) return alpha
  const channels = (at: number) => [...data.subarray(at * 4, at * 4 + 3)]
  const light = alpha.filter((_, at) => channels(at).reduce((a, b) => a + b) > 1.5 * 255).length
  const isLight = 2 * light >= alpha.length
  return alpha.map((_, at) => {
    // Half the range away from white or black is pale enough for a coloured pencil.
    const away = isLight ? 255 - Math.min(...channels(at)) : Math.max(...channels(at))
    return away > 127 ? 255 : 0
  })
}
