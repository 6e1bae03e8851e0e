// Runs the pieces of an autoencoder on one tile after another. Where the maps between two pieces are too large to be held, they are
// computed again from the last ones that are: once for the statistics of each norm behind them, once for what comes of them.
import { EPSILON } from '../models/autoencoderKl'
import { reachOf, type MapName, type VaePiece } from '../models/vaePieces'
import type { Feeds } from '../runtime/backend'
import type { Tensor } from '../tensor/tensor'
import { FeatureMap, kept } from './featureMap'
import { GroupStatistics } from './groupStatistics'
import { tilesOf, type Tile } from './overlappingTiles'

/** Bytes of the largest map within a tile: so little that a few of them are nothing beside the weights. */
const TILE = 2 ** 26

/** Bytes of maps between pieces that may be held, outside of the runtime's memory. */
const HELD = 3 * 2 ** 30

/** Pieces that run as one, and those of their maps that are wanted. */
export interface Pass {
  readonly pieces: readonly VaePiece[]
  readonly wanted: readonly MapName[]
}

export interface PieceRuns {
  readonly groups: number
  /** Runs a pass on what its first piece reads, of that size. */
  readonly run: (
    pass: Pass,
    size: readonly [height: number, width: number],
    feeds: Feeds,
  ) => Promise<ReadonlyMap<string, Tensor>>
  /** Gives the memory of a pass back: each has its own, and there are a dozen. */
  readonly release: (pass: Pass, size: readonly [height: number, width: number]) => Promise<void>
  /** In place of `TILE` and `HELD`, for tests. */
  readonly tileBytes?: number | undefined
  readonly heldBytes?: number | undefined
}

/** Pieces between whose segments maps can be held. @param pixels of what the first one reads */
function segmentsOf(
  pieces: readonly VaePiece[],
  pixels: number,
  heldBytes = HELD,
): readonly (readonly VaePiece[])[] {
  const segments: VaePiece[][] = []
  let area = pixels
  for (const piece of pieces) {
    const channels = Object.values(piece.reads).reduce((sum, one) => sum + one, 0)
    if (segments.length === 0 || 4 * area * channels <= heldBytes) segments.push([piece])
    else segments.at(-1)!.push(piece)
    area *= piece.scale ** 2
  }
  return segments
}

/** All pieces in turn, from `x`, whose memory is given back meanwhile, to that of the last one. */
export async function runPieces(
  x: FeatureMap,
  pieces: readonly VaePiece[],
  runs: PieceRuns,
): Promise<FeatureMap> {
  const maps = new Map<MapName, FeatureMap>([['x', x]])
  const segments = segmentsOf(pieces, x.height * x.width, runs.heldBytes)
  for (const [at, segment] of segments.entries()) {
    const norms = await normsOf(segment, maps, runs)
    const next = segments[at + 1]?.[0]
    const wanted = next ? namesOf(next) : (['x'] as const)
    const made = new Map<MapName, FeatureMap>()
    const { scale } = reachOf(segment)
    const { height, width } = maps.get('x')!
    await runPass({ pieces: segment, wanted }, maps, norms, runs, {
      onResult(name, result, tile) {
        const map = made.get(name) ?? new FeatureMap(result.shape[1]!, height * scale, width * scale)
        made.set(name, map)
        map.append(result, tile, scale)
      },
      // Where the last tiles begin above that, their uppermost rows are read as zeros: what is kept does not depend on them.
      onRow(row) {
        for (const { lastReads } of segment) for (const name of lastReads) maps.get(name)?.freeAbove(row)
      },
    })
    for (const name of maps.keys()) if (!wanted.includes(name)) maps.delete(name)
    for (const [name, map] of made) maps.set(name, map)
  }
  return maps.get('x')!
}

const namesOf = ({ reads }: VaePiece): readonly MapName[] => Object.keys(reads) as MapName[]

/** Mean and deviation for each norm of a segment; those behind its first piece by runs of the pieces before them. */
async function normsOf(
  segment: readonly VaePiece[],
  maps: ReadonlyMap<MapName, FeatureMap>,
  runs: PieceRuns,
): Promise<Feeds> {
  const norms: Record<string, Tensor> = {}
  for (const [at, { norm }] of segment.entries()) {
    if (norm === undefined) continue
    let { statistics } = maps.get(norm) ?? {}
    if (at > 0) {
      const before = segment.slice(0, at)
      const { scale } = reachOf(before)
      const channels = segment[at]!.reads[norm]!
      const gathered = new GroupStatistics(channels)
      await runPass({ pieces: before, wanted: [norm] }, maps, norms, runs, {
        onResult: (_, result, tile) => gathered.add(kept(result, tile, scale)),
      })
      statistics = gathered
    }
    const { mean, inverseDeviation } = statistics!.of(runs.groups, EPSILON)
    norms[`mean ${at}`] = mean
    norms[`inverse_deviation ${at}`] = inverseDeviation
  }
  return norms
}

interface PassEvents {
  readonly onResult: (name: MapName, result: Tensor, tile: Tile) => void
  /** What is above that row is not read again. */
  readonly onRow?: (row: number) => void
}

async function runPass(
  pass: Pass,
  maps: ReadonlyMap<MapName, FeatureMap>,
  norms: Feeds,
  { run, release, tileBytes = TILE }: PieceRuns,
  { onResult, onRow }: PassEvents,
): Promise<void> {
  const reach = reachOf(pass.pieces)
  const reads = namesOf(pass.pieces[0]!)
  const size = maps.get('x')!
  const tiles = tilesOf(size, reach, tileBytes / (4 * reach.widest))
  const { height, width } = tiles
  for (const rows of tiles.rows) {
    for (const columns of tiles.columns) {
      const tile = { rows, columns }
      const read = reads.map((name) => [name, maps.get(name)!.read(tile)] as const)
      const results = await run(pass, [height, width], { ...(Object.fromEntries(read) as Feeds), ...norms })
      for (const [output, result] of results) onResult(output.replace('new ', '') as MapName, result, tile)
    }
    onRow?.(rows.to === size.height ? size.height : rows.to - reach.halo)
  }
  await release(pass, [height, width])
}
