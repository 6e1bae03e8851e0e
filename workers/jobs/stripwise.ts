// Runs the pieces of an autoencoder on one strip of rows after another.
import { EPSILON } from '../models/autoencoderKl'
import type { MapName, VaePiece } from '../models/vaePieces'
import type { Feeds } from '../runtime/backend'
import type { Tensor } from '../tensor/tensor'
import { FeatureMap } from './featureMap'

/** Bytes of the largest map within a strip: so little that a few of them are nothing beside the weights. */
const STRIP = 2 ** 26

/** Bytes of the maps between the pieces, at their fullest. */
export function heldBytes(pieces: readonly VaePiece[], pixels: number): number {
  let [held, area] = [0, pixels]
  const total = (channels: VaePiece['reads']) => Object.values(channels).reduce((sum, one) => sum + one, 0)
  for (const [at, { reads, scale }] of pieces.entries()) {
    held = Math.max(held, 4 * area * total(reads))
    area *= scale ** 2
    held = Math.max(held, 4 * area * total(pieces[at + 1]?.reads ?? {}))
  }
  return held
}

interface Strip {
  /** Rows that are read. */
  readonly start: number
  readonly end: number
  /** Rows, of those, whose result is kept. */
  readonly from: number
  readonly to: number
}

/** Strips of one height that cover `height` rows, each with `halo` rows beside what it keeps, except at the edges. */
export function stripsOf(height: number, rows: number, halo: number): readonly Strip[] {
  if (rows >= height) return [{ start: 0, end: height, from: 0, to: height }]
  const strips: Strip[] = []
  for (let from = 0; from < height;) {
    const start = Math.min(Math.max(0, from - halo), height - rows)
    const end = start + rows
    const to = end === height ? height : end - halo
    strips.push({ start, end, from, to })
    from = to
  }
  return strips
}

/** Rows of a strip of `width` pixels: whole pairs, since some pieces halve them. */
function rowsOf({ widest, halo }: VaePiece, width: number, bytes: number): number {
  const rows = Math.floor(bytes / (4 * widest * width))
  return Math.max(4 * halo + 2, rows - (rows % 2))
}

interface Stripwise {
  readonly groups: number
  /** Runs a piece on what it reads, of that size. */
  readonly run: (
    piece: VaePiece,
    size: readonly [height: number, width: number],
    feeds: Feeds,
  ) => Promise<ReadonlyMap<string, Tensor>>
  /** Gives the memory of a piece back: each has its own, and there are a dozen. */
  readonly release: (piece: VaePiece, size: readonly [height: number, width: number]) => Promise<void>
  /** In place of `STRIP`, for tests. */
  readonly stripBytes?: number | undefined
}

/** All pieces in turn, from `x` of [1, C, H, W], whose memory is given back meanwhile, to that of the last one. */
export async function runStripwise(
  x: FeatureMap,
  pieces: readonly VaePiece[],
  { groups, run, release, stripBytes = STRIP }: Stripwise,
): Promise<Tensor> {
  const maps = new Map<MapName, FeatureMap>([['x', x]])
  let { width } = x
  for (const piece of pieces) {
    const reads = Object.keys(piece.reads) as MapName[]
    const read = new Map(reads.map((name) => [name, maps.get(name)!]))
    const { height } = read.get('x')!
    const statistics = piece.norm && read.get(piece.norm)!.statistics(groups, EPSILON)
    const norm = statistics && { mean: statistics.mean, inverse_deviation: statistics.inverseDeviation }
    const made = new Map<MapName, FeatureMap>()
    const rows = Math.min(height, rowsOf(piece, width, stripBytes))
    for (const { start, end, from, to } of stripsOf(height, rows, piece.halo)) {
      const strips = reads.map((name) => [name, read.get(name)!.read(start, end)] as const)
      const results = await run(piece, [rows, width], { ...Object.fromEntries(strips), ...norm })
      for (const [output, result] of results) {
        const name = output.replace('new ', '') as MapName
        const map = made.get(name) ?? new FeatureMap(result.shape[1]!, result.shape[3]!)
        made.set(name, map)
        map.append(result, (from - start) * piece.scale, (to - start) * piece.scale)
      }
      // Where the last strip begins above that, its uppermost rows are read as zeros: what is kept does not depend on them.
      for (const name of piece.lastReads) read.get(name)!.freeAbove(to - piece.halo)
    }
    await release(piece, [rows, width])
    for (const name of piece.lastReads) read.get(name)!.freeAbove(height)
    for (const [name, map] of made) maps.set(name, map)
    width *= piece.scale
  }
  const last = maps.get('x')!
  return last.read(0, last.height)
}
