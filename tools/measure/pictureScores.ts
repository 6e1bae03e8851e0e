// Numbers that say how two pictures differ, or how crisp and seamless one is.
import type { Pixels } from '../../src/shared/pixels'

/**
 * PSNR in dB of 8-bit colours, at most 100 (equal pictures).
 * @param counts where pixels count; absent: everywhere
 */
export function psnr(a: Pixels, b: Pixels, counts: (at: number) => boolean = () => true): number {
  if (a.width !== b.width || a.height !== b.height)
    throw new RangeError(`${a.width}x${a.height} pixels cannot be compared with ${b.width}x${b.height}.`)
  let [sum, count] = [0, 0]
  for (let at = 0; at < a.width * a.height; at++) {
    if (!counts(at)) continue
    for (let c = 0; c < 3; c++) sum += ((a.data[at * 4 + c] as number) - (b.data[at * 4 + c] as number)) ** 2
    count += 3
  }
  return count === 0 ? NaN : Math.min(100, -10 * Math.log10(sum / count / 255 ** 2 + 1e-10))
}

/** Brightness in [0, 1] (ITU-R BT.601). */
function brightness({ data }: Pixels): Float32Array {
  return Float32Array.from(
    { length: data.length / 4 },
    (_, at) =>
      (0.299 * (data[at * 4] as number) +
        0.587 * (data[at * 4 + 1] as number) +
        0.114 * (data[at * 4 + 2] as number)) /
      255,
  )
}

/** Mean length of the brightness's gradient (Sobel), an edge from black to white being 1 where it is steepest. */
export function edgeStrength(picture: Pixels): number {
  const { width, height } = picture
  const grey = brightness(picture)
  const at = (x: number, y: number) => grey[y * width + x] as number
  let sum = 0
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const rows = [
        at(x - 1, y - 1),
        at(x, y - 1),
        at(x + 1, y - 1),
        at(x - 1, y + 1),
        at(x, y + 1),
        at(x + 1, y + 1),
      ]
      const [a, b, c, d, e, f] = rows as [number, number, number, number, number, number]
      const down = d + 2 * e + f - a - 2 * b - c
      const across = c + 2 * at(x + 1, y) + f - a - 2 * at(x - 1, y) - d
      sum += Math.hypot(down, across) / 4
    }
  return sum / ((width - 2) * (height - 2))
}

/** Mean difference of colour between two columns, in [0, 1]. */
function differenceOfColumns({ width, height, data }: Pixels, one: number, other: number): number {
  let sum = 0
  for (let y = 0; y < height; y++)
    for (let c = 0; c < 3; c++)
      sum += Math.abs(
        (data[(y * width + one) * 4 + c] as number) - (data[(y * width + other) * 4 + c] as number),
      )
  return sum / (3 * height * 255)
}

/**
 * How much more a picture changes across these columns than it does on both sides of them, over the width of a latent pixel:
 * about 1 where there is no seam.
 */
export function seam(picture: Pixels, columns: readonly number[], latentPixel = 8): number {
  const half = latentPixel / 2
  let [across, beside] = [0, 0]
  for (const x of columns) {
    across += differenceOfColumns(picture, x - half, x + half - 1)
    beside += differenceOfColumns(picture, x - half - latentPixel, x - half - 1) / 2
    beside += differenceOfColumns(picture, x + half, x + half + latentPixel - 1) / 2
  }
  return across / beside
}

/** The part of a picture from `left` on. */
export function columnsOf({ width, height, data }: Pixels, left: number, columns: number): Pixels {
  const out = new Uint8ClampedArray(columns * height * 4)
  for (let y = 0; y < height; y++) {
    const from = (y * width + left) * 4
    out.set(data.subarray(from, from + columns * 4), y * columns * 4)
  }
  return { width: columns, height, data: out }
}

/** Of two masks (white above the middle), the common part's share of what either covers; 1 where both are empty. */
export function intersectionOverUnion(a: Pixels, b: Pixels): number {
  const isWhite = ({ width, height, data }: Pixels) =>
    Array.from({ length: width * height }, (_, at) => (data[at * 4] as number) > 127)
  return overlap(isWhite(a), isWhite(b))
}

/** The same of two maps of one size. */
export function overlap(a: readonly boolean[], b: readonly boolean[]): number {
  const both = a.filter((inA, at) => inA && b[at]).length
  const either = a.filter((inA, at) => inA || b[at]).length
  return either === 0 ? 1 : both / either
}
