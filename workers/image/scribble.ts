// A drawing as scribble networks are trained on it: white lines on black.
import type { Pixels } from '../../src/shared/pixels'
import { canny } from './canny'
import { overWhite } from './overWhite'
import { squareExtreme } from './squareExtreme'

/** Of 255: what is covered more than this counts as drawn. Low, since a thin line that was scaled down is pale. */
const drawn = 96
/** As shares of the shorter side and of what is drawn: where more than the second is farther than the first from what is not, it is areas, not lines. */
const [widest, mostArea] = [1 / 32, 0.2]
/** Canny's usual thresholds. */
const edges = { low: 100, high: 200 }
/** Width of outlines, as a share of the picture's shorter side: networks are trained on thick ones. */
const outline = 3 / 128

/**
 * The lines of a drawing, white on black. Of a sketch on a transparent layer, whatever is painted is a line, in any colour. Of an
 * opaque picture, the paper is what most of it is, light or dark, and a line is what differs from that by half the range in
 * any channel. Where that is areas more than lines, it is a picture, and its outlines are drawn.
 */
export function scribble(picture: Pixels): Pixels {
  const { width, height } = picture
  const isSketch = hasEmptyPaper(alphaOf(picture))
  const drawing = Float32Array.from(coverOf(picture), (cover) => Number(cover > drawn))
  const shown = isSketch || isOfLines(drawing, picture) ? drawing : outlinesOf(picture)
  const lines = new Uint8ClampedArray(width * height * 4).fill(255)
  shown.forEach((line, at) => lines.fill(line > 0 ? 255 : 0, at * 4, at * 4 + 3))
  return { width, height, data: lines }
}

function isOfLines(drawing: Float32Array, size: Pick<Pixels, 'width' | 'height'>): boolean {
  const reach = Math.ceil(widest * Math.min(size.width, size.height))
  const sum = (values: Float32Array) => values.reduce((all, one) => all + one, 0)
  return sum(squareExtreme(drawing, size, reach, Math.min)) <= mostArea * sum(drawing)
}

/** Edges, as thick as a pen draws them; more than 0 is one. */
function outlinesOf(picture: Pixels): Float32Array {
  const thin = canny(overWhite(picture), edges).data
  const found = Float32Array.from({ length: thin.length / 4 }, (_, at) => thin[at * 4] as number)
  const reach = Math.round((outline * Math.min(picture.width, picture.height) - 1) / 2)
  return squareExtreme(found, picture, Math.max(1, reach), Math.max)
}

const alphaOf = ({ width, height, data }: Pixels): Uint8ClampedArray =>
  Uint8ClampedArray.from({ length: width * height }, (_, at) => data[at * 4 + 3] as number)

/** A sketch leaves much of its layer empty; a picture has at most smooth rims that let something through. */
const hasEmptyPaper = (alpha: Uint8ClampedArray): boolean =>
  alpha.filter((value) => value < drawn).length > 0.02 * alpha.length

/** How far each pixel is drawn upon, 0 to 255. */
function coverOf(picture: Pixels): Uint8ClampedArray {
  const alpha = alphaOf(picture)
  if (hasEmptyPaper(alpha)) return alpha
  const channels = (at: number) => [...picture.data.subarray(at * 4, at * 4 + 3)]
  const light = alpha.filter((_, at) => channels(at).reduce((a, b) => a + b) > 1.5 * 255).length
  const isLight = 2 * light >= alpha.length
  return alpha.map((_, at) => {
    // Half the range away from white or black is pale enough for a coloured pencil.
    const away = isLight ? 255 - Math.min(...channels(at)) : Math.max(...channels(at))
    return away > 127 ? 255 : 0
  })
}
