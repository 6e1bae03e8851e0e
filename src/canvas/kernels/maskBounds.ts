import type { Region } from '../../shared/pixels'
import type { Mask } from './mask'
import { emptyRegion } from './regions'

/** The smallest region around every pixel that a mask covers at all; `emptyRegion` when it covers nothing. */
export function maskBounds({ width, height, data }: Mask): Region {
  const first = data.findIndex((value) => value > 0)
  if (first < 0) return emptyRegion
  const top = Math.floor(first / width)
  let bottom = top
  let [left, right] = [first % width, first % width]
  for (let y = top; y < height; y++) {
    const row = y * width
    let from = 0
    while (from < width && data[row + from] === 0) from++
    if (from === width) continue
    bottom = y
    if (from < left) left = from
    let to = width - 1
    while (to > right && data[row + to] === 0) to--
    if (to > right) right = to
  }
  return { left, top, width: right - left + 1, height: bottom - top + 1 }
}
