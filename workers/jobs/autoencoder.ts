// Pictures to latents and back: whole where the largest map fits, else in tiles of which each knows what the whole would: a norm has the
// statistics of all.
import type { Graph } from '../graph/graph'
import { tinyDecoderHalo, tinyEncoderHalo } from '../models/autoencoderTiny'
import type { OpenedNetwork } from '../models/openNetwork'
import type { KlVaeConfig, VaeConfig } from '../models/vaeConfig'
import { decoderFrontGraph, encoderRestGraph, vaeDecoderGraph, vaeEncoderGraph } from '../models/vaeGraph'
import { decoderPieces, encoderPieces, piecesGraph, type VaePiece } from '../models/vaePieces'
import type { Feeds } from '../runtime/backend'
import type { Tensor } from '../tensor/tensor'
import { FeatureMap } from './featureMap'
import { tilesOf, type Reach } from './overlappingTiles'
import { runPieces, type Pass } from './runPieces'

type Results = ReadonlyMap<string, Tensor>

export interface AutoencoderRuns {
  readonly network: OpenedNetwork<VaeConfig>
  /** Bytes that one tensor inside of a network may take. */
  readonly largestTensor: number
  readonly run: (key: string, build: () => Graph, feeds: Feeds) => Promise<Results>
  /** Gives the memory of a network back. */
  readonly release: (key: string) => Promise<void>
  /** Bytes of the largest map within a tile, and of the maps between pieces that may be held, for tests. */
  readonly tileBytes?: number
  readonly heldBytes?: number
}

const bytesOf = (channels: number, pixels: number): number => 4 * channels * pixels

/** Pictures [1, 3, H, W] to mean and log-variance [1, C, h, w]; a tiny autoencoder's latents have no variance. */
export async function encodePicture(
  image: Tensor,
  runs: AutoencoderRuns,
): Promise<{ readonly mean: Tensor; readonly logVariance?: Tensor }> {
  const results = await encode(image, runs)
  const logVariance = results.get('log_variance')
  return { mean: results.get('mean')!, ...(logVariance && { logVariance }) }
}

async function encode(image: Tensor, runs: AutoencoderRuns): Promise<Results> {
  const { largestTensor, run } = runs
  const { config, weights } = runs.network
  const pixels = image.shape[2]! * image.shape[3]!
  const whole = (sample: Tensor): Promise<Results> => {
    const [height, width] = sizeOf(sample)
    const build = () => vaeEncoderGraph(config, weights, { height, width })
    return run(`encoder ${height}x${width}`, build, { sample })
  }
  if (bytesOf(finestOf(config), pixels) <= largestTensor) return whole(image)
  if (config.kind === 'tiny') {
    const { scaleFactor, numEncoderBlocks: blocks } = config
    const reach = { scale: 1 / scaleFactor, halo: tinyEncoderHalo(blocks) }
    const most = largestTensor / bytesOf(finestOf(config), 1)
    const mean = await inTiles(image, reach, most, async (tile) => (await whole(tile)).get('mean')!)
    return new Map([['mean', mean]])
  }
  // What enters a level is of its size, and has the channels of the level before. The last one, of an eighth, always runs whole.
  const levels = config.blockOutChannels.map((channels, level) => bytesOf(channels, pixels / 4 ** level))
  const fitting = levels.findIndex((bytes) => bytes <= largestTensor)
  const from = fitting === -1 ? levels.length - 1 : fitting
  const x = await inPieces(FeatureMap.of(image), encoderPieces(config, from), config, runs)
  const [height, width] = sizeOf(x)
  const build = () => encoderRestGraph(config, weights, { from, height, width })
  return run(`encoder from ${from} ${height}x${width}`, build, { x })
}

/** Latents times the scaling factor [1, C, h, w] to a picture [1, 3, H, W]. */
export async function decodeLatents(latents: Tensor, runs: AutoencoderRuns): Promise<Tensor> {
  const { largestTensor, run } = runs
  const { config, weights } = runs.network
  const { scaleFactor } = config
  const pixels = latents.shape[2]! * latents.shape[3]!
  const whole = async (part: Tensor): Promise<Tensor> => {
    const [height, width] = sizeOf(part)
    const build = () => vaeDecoderGraph(config, weights, { height, width })
    return (await run(`decoder ${height}x${width}`, build, { latents: part })).get('sample')!
  }
  const most = largestDecoded(config, largestTensor)
  if (pixels * scaleFactor ** 2 <= most) return whole(latents)
  if (config.kind === 'tiny') {
    const reach = { scale: scaleFactor, halo: tinyDecoderHalo(config.numDecoderBlocks) }
    return inTiles(latents, reach, most / scaleFactor ** 2, whole)
  }
  // The middle block, of an eighth of the size, always runs whole.
  const blocks = config.blockOutChannels
    .toReversed()
    .findIndex((channels, place) => bytesOf(channels, pixels * 4 ** (place + 1)) > largestTensor)
  const [height, width] = sizeOf(latents)
  const build = () => decoderFrontGraph(config, weights, { blocks, height, width })
  const key = `decoder to ${blocks} ${height}x${width}`
  const x = FeatureMap.of((await run(key, build, { latents })).get('x')!)
  await runs.release(key)
  return inPieces(x, decoderPieces(config, blocks), config, runs)
}

/** Channels of the encoder's maps at full size. */
const finestOf = (config: VaeConfig): number =>
  (config.kind === 'kl' ? config.blockOutChannels : config.encoderBlockOutChannels)[0]!

/** Channels of the decoder's largest tensor: the convolution behind the last upsampling has those of the level before, at full size. */
function widestOf(config: VaeConfig): number {
  const channels = config.kind === 'kl' ? config.blockOutChannels : config.decoderBlockOutChannels
  return Math.max(...channels.slice(0, 2))
}

/** Pixels of the largest picture that is decoded in one piece. @param largestTensor bytes */
export const largestDecoded = (config: VaeConfig, largestTensor: number): number =>
  Math.floor(largestTensor / bytesOf(widestOf(config), 1))

async function inPieces(
  x: FeatureMap,
  pieces: readonly VaePiece[],
  { normNumGroups: groups }: KlVaeConfig,
  { network: { weights }, run, release, tileBytes, heldBytes }: AutoencoderRuns,
): Promise<Tensor> {
  const key = ({ pieces: [first, ...others], wanted }: Pass, size: readonly number[]) =>
    [first!.name, ...others.slice(-1).map(({ name }) => `to ${name}`), size.join('x'), wanted].join(' ')
  const made = await runPieces(x, pieces, {
    groups,
    tileBytes,
    heldBytes,
    run: (pass, size, feeds) =>
      run(key(pass, size), () => piecesGraph(pass.pieces, pass.wanted, weights, size), feeds),
    release: (pass, size) => release(key(pass, size)),
  })
  return made.whole()
}

/** Runs a network without norms on tiles of at most `pixels`. */
async function inTiles(
  x: Tensor,
  reach: Reach,
  pixels: number,
  run: (tile: Tensor) => Promise<Tensor>,
): Promise<Tensor> {
  const { scale } = reach
  const map = FeatureMap.of(x)
  const { rows, columns } = tilesOf(map, reach, pixels)
  let made: FeatureMap | undefined
  for (const tile of rows.flatMap((row) => columns.map((column) => ({ rows: row, columns: column })))) {
    const result = await run(map.read(tile))
    made ??= new FeatureMap(result.shape[1]!, map.height * scale, map.width * scale)
    made.append(result, tile, scale)
  }
  return made!.whole()
}

const sizeOf = ({ shape }: Tensor): readonly [number, number] => [shape[2]!, shape[3]!]
