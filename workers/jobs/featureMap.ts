// A map [1, C, H, W] of which tiles come one after the other, row by row: read by any box, given free from above. Kept as they came, so
// that no array is as large as the map.
import { tensor, type Tensor } from '../tensor/tensor'
import { GroupStatistics } from './groupStatistics'
import type { Span, Tile } from './overlappingTiles'

interface Box {
  readonly top: number
  readonly left: number
  readonly height: number
  readonly width: number
}

export class FeatureMap {
  readonly statistics: GroupStatistics
  /** [C, height, width] each. */
  private tiles: (Box & { readonly data: Float32Array })[] = []

  constructor(
    private readonly channels: number,
    readonly height: number,
    readonly width: number,
  ) {
    this.statistics = new GroupStatistics(channels)
  }

  static of(x: Tensor): FeatureMap {
    const [, channels, height, width] = x.shape as [number, number, number, number]
    const map = new FeatureMap(channels, height, width)
    const all = (extent: number): Span => ({ start: 0, end: extent, from: 0, to: extent })
    map.append(x, { rows: all(height), columns: all(width) }, 1)
    return map
  }

  /** Takes what a tile keeps of its result [1, C, h, w], which is `scale` times its size. */
  append(result: Tensor, tile: Tile, scale: number): void {
    const data = kept(result, tile, scale)
    const { rows, columns } = tile
    this.tiles.push({
      top: rows.from * scale,
      left: columns.from * scale,
      height: (rows.to - rows.from) * scale,
      width: (columns.to - columns.from) * scale,
      data,
    })
    this.statistics.add(data)
  }

  /** [1, C, h, w] of what a tile reads. What was given free is zeros. */
  read({ rows, columns }: Tile): Tensor {
    const { channels } = this
    const [height, width] = [rows.end - rows.start, columns.end - columns.start]
    const out = new Float32Array(channels * height * width)
    for (const tile of this.tiles) {
      const [top, bottom] = [Math.max(rows.start, tile.top), Math.min(rows.end, tile.top + tile.height)]
      const [left, right] = [
        Math.max(columns.start, tile.left),
        Math.min(columns.end, tile.left + tile.width),
      ]
      if (left >= right) continue
      for (let channel = 0; channel < channels; channel++)
        for (let row = top; row < bottom; row++) {
          const at = (channel * tile.height + row - tile.top) * tile.width - tile.left
          const to = (channel * height + row - rows.start) * width + left - columns.start
          out.set(tile.data.subarray(at + left, at + right), to)
        }
    }
    return tensor(out, [1, channels, height, width])
  }

  /** All of it. */
  whole(): Tensor {
    const all = (extent: number): Span => ({ start: 0, end: extent, from: 0, to: extent })
    return this.read({ rows: all(this.height), columns: all(this.width) })
  }

  /** Gives the memory of tiles above a row back. */
  freeAbove(row: number): void {
    this.tiles = this.tiles.filter(({ top, height }) => top + height > row)
  }
}

/** What a tile keeps of its result [1, C, h, w], which is `scale` times its size: [C, pixels]. */
export function kept({ data, shape }: Tensor, { rows, columns }: Tile, scale: number): Float32Array {
  const [, channels, height, width] = shape as [number, number, number, number]
  const part = ({ start, from, to }: Span) => [(from - start) * scale, (to - start) * scale] as const
  const [[top, bottom], [left, right]] = [part(rows), part(columns)]
  if (bottom - top === height && right - left === width) return data
  const out = new Float32Array(channels * (bottom - top) * (right - left))
  let at = 0
  for (let channel = 0; channel < channels; channel++)
    for (let row = top; row < bottom; row++) {
      const begin = (channel * height + row) * width
      out.set(data.subarray(begin + left, begin + right), at)
      at += right - left
    }
  return out
}
