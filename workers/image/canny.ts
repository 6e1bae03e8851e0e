// Canny's edges (Canny 1986), number for number as OpenCV computes them: Sobel's derivatives of the channel that changes most,
// |dx| + |dy|, thinned across the edge, and kept where a strong edge is connected.
import type { Pixels } from '../../src/shared/pixels'

export interface CannyThresholds {
  /** Of |dx| + |dy|, up to 2040: above `high` an edge begins, and it goes on as long as it is above `low`. */
  readonly low: number
  readonly high: number
}

/** White edges on black. OpenCV's usual thresholds are 100 and 200. */
export function canny(picture: Pixels, thresholds: CannyThresholds): Pixels {
  const { width, height } = picture
  const edges = connected(thinned(gradients(picture), thresholds), width, height)
  const data = new Uint8ClampedArray(width * height * 4)
  edges.forEach((kind, at) => data.fill(kind === strong ? 255 : 0, at * 4, at * 4 + 3))
  for (let at = 3; at < data.length; at += 4) data[at] = 255
  return { width, height, data }
}

interface Gradients {
  readonly width: number
  readonly height: number
  readonly dx: Int16Array
  readonly dy: Int16Array
}

/** Of each pixel, those of the channel in which they are largest; beyond the border the last pixels are repeated. */
function gradients({ width, height, data }: Pixels): Gradients {
  const [dx, dy] = [new Int16Array(width * height), new Int16Array(width * height)]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [up, down] = [Math.max(y - 1, 0) * width, Math.min(y + 1, height - 1) * width]
      const [left, right, row] = [Math.max(x - 1, 0), Math.min(x + 1, width - 1), y * width]
      let most = -1
      for (let channel = 0; channel < 3; channel++) {
        const at = (pixel: number) => data[pixel * 4 + channel] as number
        const [nw, n, ne] = [at(up + left), at(up + x), at(up + right)]
        const [w, e] = [at(row + left), at(row + right)]
        const [sw, s, se] = [at(down + left), at(down + x), at(down + right)]
        const [across, along] = [ne + 2 * e + se - nw - 2 * w - sw, sw + 2 * s + se - nw - 2 * n - ne]
        const size = Math.abs(across) + Math.abs(along)
        if (size <= most) continue
        most = size
        dx[row + x] = across
        dy[row + x] = along
      }
    }
  return { width, height, dx, dy }
}

const [weak, strong] = [1, 2]
/** tan(22.5 degrees) in 15 bits after the point. */
const tan22 = Math.round(Math.tan(Math.PI / 8) * 2 ** 15)

/** Pixels that are larger than their neighbours across the edge, as weak or strong ones. */
function thinned({ width, height, dx, dy }: Gradients, { low, high }: CannyThresholds): Uint8Array {
  const size = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width || y >= height
      ? 0
      : Math.abs(dx[y * width + x] as number) + Math.abs(dy[y * width + x] as number)
  return Uint8Array.from(dx, (across, at) => {
    const [x, y, along] = [at % width, Math.floor(at / width), dy[at] as number]
    const own = Math.abs(across) + Math.abs(along)
    if (own <= Math.floor(low)) return 0
    const [flat, steep] = [Math.abs(across) * tan22, Math.abs(along) * 2 ** 15]
    const slant = across < 0 === along < 0 ? 1 : -1
    const [[bx, by], [ax, ay]] =
      steep < flat
        ? [
            [-1, 0],
            [1, 0],
          ]
        : steep > flat + Math.abs(across) * 2 ** 16
          ? [
              [0, -1],
              [0, 1],
            ]
          : ([
              [-slant, -1],
              [slant, 1],
            ] as const)
    const [before, after] = [size(x + bx!, y + by!), size(x + ax!, y + ay!)]
    const isDiagonal = bx !== 0 && by !== 0
    if (own <= before || own < after || (isDiagonal && own === after)) return 0
    return own > Math.floor(high) ? strong : weak
  })
}

/** The edges with every weak pixel strong that touches a strong one, from pixel to pixel. */
function connected(edges: Uint8Array, width: number, height: number): Uint8Array {
  const found = edges.slice()
  const open = [...found.keys()].filter((at) => found[at] === strong)
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)]
    for (let row = Math.max(y - 1, 0); row <= Math.min(y + 1, height - 1); row++)
      for (let column = Math.max(x - 1, 0); column <= Math.min(x + 1, width - 1); column++) {
        const near = row * width + column
        if (found[near] !== weak) continue
        found[near] = strong
        open.push(near)
      }
  }
  return found
}
