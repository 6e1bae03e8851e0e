// Pictures to latents and back: whole where the largest map fits, else in strips that share the statistics of the whole.
import type { Graph } from '../graph/graph'
import type { OpenedNetwork } from '../models/openNetwork'
import type { KlVaeConfig, VaeConfig } from '../models/vaeConfig'
import { decoderFrontGraph, encoderRestGraph, vaeDecoderGraph, vaeEncoderGraph } from '../models/vaeGraph'
import { decoderPieces, encoderPieces, type VaePiece } from '../models/vaePieces'
import type { Feeds } from '../runtime/backend'
import type { Tensor } from '../tensor/tensor'
import { FeatureMap } from './featureMap'
import { heldBytes, runStripwise } from './stripwise'
import { runTiled } from './tiles'

type Results = ReadonlyMap<string, Tensor>

export interface AutoencoderRuns {
  readonly network: OpenedNetwork<VaeConfig>
  /** Bytes that one tensor inside of a network may take. */
  readonly largestTensor: number
  readonly run: (key: string, build: () => Graph, feeds: Feeds) => Promise<Results>
  /** Gives the memory of a network back. */
  readonly release: (key: string) => Promise<void>
  /** Bytes of the largest map within a strip, for tests. */
  readonly stripBytes?: number
}

/** Bytes of maps between pieces that may be held, outside of the runtime's memory: a decoder's at 1773x1773 for Stable Diffusion. */
const HELD = 3 * 2 ** 30

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
  const finest = (config.kind === 'kl' ? config.blockOutChannels : config.encoderBlockOutChannels)[0]!
  if (bytesOf(finest, pixels) <= largestTensor) return whole(image)
  if (config.kind === 'kl') {
    // What enters a level is of its size, and has the channels of the level before.
    const levels = config.blockOutChannels.map((channels, level) => bytesOf(channels, pixels / 4 ** level))
    const from = levels.findIndex((bytes) => bytes <= largestTensor)
    const pieces = from < 1 ? [] : encoderPieces(config, from)
    if (pieces.length > 0 && heldBytes(pieces, pixels) <= HELD) {
      const x = await stripwise(FeatureMap.of(image), pieces, config, runs)
      const [height, width] = sizeOf(x)
      const build = () => encoderRestGraph(config, weights, { from, height, width })
      return run(`encoder from ${from} ${height}x${width}`, build, { x })
    }
  }
  const tile = tileSide(finest, config.scaleFactor, largestTensor)
  return runTiled(image, { tile, scale: 1 / config.scaleFactor }, whole)
}

/** Latents times the scaling factor [1, C, h, w] to a picture [1, 3, H, W]. */
export async function decodeLatents(latents: Tensor, runs: AutoencoderRuns): Promise<Tensor> {
  const { largestTensor, run } = runs
  const { config, weights } = runs.network
  const { scaleFactor } = config
  const pixels = latents.shape[2]! * latents.shape[3]!
  const whole = (part: Tensor): Promise<Results> => {
    const [height, width] = sizeOf(part)
    const build = () => vaeDecoderGraph(config, weights, { height, width })
    return run(`decoder ${height}x${width}`, build, { latents: part })
  }
  if (pixels * scaleFactor ** 2 <= largestDecoded(config, largestTensor))
    return (await whole(latents)).get('sample')!
  if (config.kind === 'kl') {
    const blocks = config.blockOutChannels
      .toReversed()
      .findIndex((channels, place) => bytesOf(channels, pixels * 4 ** (place + 1)) > largestTensor)
    const pieces = decoderPieces(config, blocks)
    if (blocks > 0 && heldBytes(pieces, pixels * 4 ** blocks) <= HELD) {
      const [height, width] = sizeOf(latents)
      const build = () => decoderFrontGraph(config, weights, { blocks, height, width })
      const key = `decoder to ${blocks} ${height}x${width}`
      const x = FeatureMap.of((await run(key, build, { latents })).get('x')!)
      await runs.release(key)
      return stripwise(x, pieces, config, runs)
    }
  }
  const tile = tileSide(widestOf(config), scaleFactor, largestTensor) / scaleFactor
  return (await runTiled(latents, { tile, scale: scaleFactor }, whole)).get('sample')!
}

/** Channels of the decoder's largest tensor: the convolution behind the last upsampling has those of the level before, at full size. */
function widestOf(config: VaeConfig): number {
  const channels = config.kind === 'kl' ? config.blockOutChannels : config.decoderBlockOutChannels
  return Math.max(...channels.slice(0, 2))
}

/** Pixels of the largest picture that is decoded in one piece. @param largestTensor bytes */
export const largestDecoded = (config: VaeConfig, largestTensor: number): number =>
  Math.floor(largestTensor / bytesOf(widestOf(config), 1))

const stripwise = (
  x: FeatureMap,
  pieces: readonly VaePiece[],
  { normNumGroups: groups }: KlVaeConfig,
  { network: { weights }, run, release, stripBytes }: AutoencoderRuns,
): Promise<Tensor> => {
  const key = ({ name }: VaePiece, size: readonly number[]) => `${name} ${size.join('x')}`
  return runStripwise(x, pieces, {
    groups,
    stripBytes,
    run: (piece, size, feeds) => run(key(piece, size), () => piece.graph(weights, size), feeds),
    release: (piece, size) => release(key(piece, size)),
  })
}

const sizeOf = ({ shape }: Tensor): readonly [number, number] => [shape[2]!, shape[3]!]

/** Side in pixels of the largest square whose activations of so many channels in float32 are not too large. */
function tileSide(channels: number, multiple: number, bytes: number): number {
  const side = Math.sqrt(bytes / (4 * channels))
  return Math.floor(side / multiple) * multiple
}
