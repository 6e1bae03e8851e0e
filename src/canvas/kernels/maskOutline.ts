// A mask's outline along pixel edges, for the marching ants.
import type { Point } from './fillPolygon'
import type { Mask } from './mask'

/** The first coverage that counts as inside: half. */
const threshold = 128

/** Steps along the grid, clockwise from "up", and the pixels ahead of a corner on the left and right. */
const steps = [
  { dx: 0, dy: -1, left: [-1, -1], right: [0, -1] },
  { dx: 1, dy: 0, left: [0, -1], right: [0, 0] },
  { dx: 0, dy: 1, left: [0, 0], right: [-1, 0] },
  { dx: -1, dy: 0, left: [-1, 0], right: [-1, -1] },
] as const

/**
 * The closed paths around what a mask covers by half or more: corners only, on whole pixels, with the inside on the right, so that
 * outer edges run clockwise on the screen and those of holes anticlockwise. Pixels that touch at a corner alone are apart.
 */
export function maskOutline({ width, height, data }: Mask): Point[][] {
  const inside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && (data[y * width + x] as number) >= threshold
  /** Pixels whose left edge belongs to a path already. */
  const taken = new Uint8Array(width * height)

  function follow(startX: number, startY: number): Point[] {
    const path: Point[] = []
    let [x, y, heading] = [startX, startY + 1, 0]
    do {
      const { dx, dy } = steps[heading] as (typeof steps)[number]
      if (heading === 0) taken[(y - 1) * width + x] = 1
      x += dx
      y += dy
      const { left, right } = steps[heading] as (typeof steps)[number]
      const turn = !inside(x + right[0], y + right[1]) ? 1 : inside(x + left[0], y + left[1]) ? 3 : 0
      if (turn !== 0) path.push({ x, y })
      heading = (heading + turn) % 4
    } while (!(x === startX && y === startY + 1 && heading === 0))
    return path
  }

  const paths: Point[][] = []
  for (let y = 0; y < height; y++) {
    let before = 0
    for (let x = 0; x < width; x++) {
      const value = data[y * width + x] as number
      if (value >= threshold && before < threshold && taken[y * width + x] === 0) paths.push(follow(x, y))
      before = value
    }
  }
  return paths
}
