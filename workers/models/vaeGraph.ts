// The two halves of a checkpoint's autoencoder as graphs, of whichever kind it is.
import { Graph } from '../graph/graph'
import { scale } from '../graph/operators/elementwise'
import { split } from '../graph/operators/layout'
import type { Shape, Value } from '../graph/graph'
import type { TensorIndex } from '../weights/safetensors'
import { klDecoder, klEncoder } from './autoencoderKl'
import { tinyDecoder, tinyEncoder } from './autoencoderTiny'
import { KeyedWeights } from './keyedWeights'
import type { KlVaeConfig, VaeConfig } from './vaeConfig'

/** In pixels for the encoder, in latent pixels for the decoder. */
interface Size {
  readonly height: number
  readonly width: number
}

interface VaeGraphOptions extends Size {
  /** Keys of weights that are inputs of the graph, of that name, in place of what the files hold. */
  readonly weightInputs?: readonly string[]
}

/**
 * The encoder. Input `sample` [1, 3, H, W] in [-1, 1], H and W multiples of the scale factor. Outputs `mean` [1, C, h, w] and,
 * for an AutoencoderKL, `log_variance` [1, C, h, w], not clamped; neither is multiplied by the scaling factor.
 * @throws PalimpsestError('checkpoint') when weights are missing or misshapen.
 */
export function vaeEncoderGraph(config: VaeConfig, weights: TensorIndex, options: VaeGraphOptions): Graph {
  const keyed = new KeyedWeights(new Graph(), 'vae', weights, options)
  buildEncoder(config, keyed, options)
  keyed.requireFound()
  return keyed.graph
}

/**
 * The decoder. Input `latents` [1, C, h, w] as the denoising loop has them, times the scaling factor, by which the graph
 * divides. Output `sample` [1, 3, H, W] in about [-1, 1].
 * @throws PalimpsestError('checkpoint') when weights are missing or misshapen.
 */
export function vaeDecoderGraph(config: VaeConfig, weights: TensorIndex, options: VaeGraphOptions): Graph {
  const keyed = new KeyedWeights(new Graph(), 'vae', weights, options)
  buildDecoder(config, keyed, options)
  keyed.requireFound()
  return keyed.graph
}

/**
 * The decoder up to one of its upsampling blocks. Input `latents`, as that of `vaeDecoderGraph`; output `x`, what goes into that block.
 * @throws PalimpsestError('checkpoint') when weights are missing or misshapen.
 */
export function decoderFrontGraph(
  config: KlVaeConfig,
  weights: TensorIndex,
  { blocks, ...size }: Size & { readonly blocks: number },
): Graph {
  const keyed = new KeyedWeights(new Graph(), 'vae', weights)
  keyed.graph.output('x', klDecoder(keyed.root, unscaledLatents(config, keyed, size), config, { blocks }))
  keyed.requireFound()
  return keyed.graph
}

/**
 * The encoder from one of its levels on. Input `x`, what goes into that level, of the size that it has there; outputs as those of
 * `vaeEncoderGraph`.
 * @throws PalimpsestError('checkpoint') when weights are missing or misshapen.
 */
export function encoderRestGraph(
  config: KlVaeConfig,
  weights: TensorIndex,
  { from, height, width }: Size & { readonly from: number },
): Graph {
  const keyed = new KeyedWeights(new Graph(), 'vae', weights)
  const x = keyed.graph.input('x', [1, config.blockOutChannels[from - 1]!, height, width])
  outputMoments(keyed.graph, klEncoder(keyed.root, x, config, { from }), config)
  keyed.requireFound()
  return keyed.graph
}

/** @throws PalimpsestError('checkpoint') that names the keys which are missing, misshapen or surplus. */
export function checkVaeKeys(config: VaeConfig, weights: TensorIndex): void {
  smallestVae(config, weights).requireExact()
}

/** As `checkVaeKeys`, for the decoder alone; the encoder may be there. */
export function checkDecoderKeys(config: VaeConfig, weights: TensorIndex): void {
  const decoders = [...weights].filter(([key]) => !/^(encoder|quant_conv)\./.test(key))
  const keyed = new KeyedWeights(new Graph(), 'preview', new Map(decoders))
  buildDecoder(config, keyed, { height: 1, width: 1 })
  keyed.requireExact()
}

/** The keys of an autoencoder's weights and their shapes. */
export const vaeShapes = (config: VaeConfig): ReadonlyMap<string, Shape> =>
  smallestVae(config, new Map()).shapes

/** Both halves in one graph: between them, they take every key. */
function smallestVae(config: VaeConfig, weights: TensorIndex): KeyedWeights {
  const keyed = new KeyedWeights(new Graph(), 'vae', weights)
  buildEncoder(config, keyed, { height: config.scaleFactor, width: config.scaleFactor })
  buildDecoder(config, keyed, { height: 1, width: 1 })
  return keyed
}

function buildEncoder(config: VaeConfig, { graph, root }: KeyedWeights, { height, width }: Size): void {
  if (height % config.scaleFactor !== 0 || width % config.scaleFactor !== 0)
    throw new RangeError(`${height} x ${width} pixels are not multiples of ${config.scaleFactor}.`)
  const picture = graph.input('sample', [1, 3, height, width])
  if (config.kind === 'tiny') {
    graph.output('mean', tinyEncoder(root, picture, config))
    return
  }
  outputMoments(graph, klEncoder(root, picture, config), config)
}

function outputMoments(graph: Graph, moments: Value, { latentChannels }: KlVaeConfig): void {
  const [mean, logVariance] = split(moments, [latentChannels, latentChannels], 1) as [Value, Value]
  graph.output('mean', mean)
  graph.output('log_variance', logVariance)
}

function buildDecoder(config: VaeConfig, keyed: KeyedWeights, size: Size): void {
  const { graph, root } = keyed
  const latents = unscaledLatents(config, keyed, size)
  const picture =
    config.kind === 'tiny' ? tinyDecoder(root, latents, config) : klDecoder(root, latents, config)
  graph.output('sample', picture)
}

function unscaledLatents({ latentChannels, scalingFactor }: VaeConfig, keyed: KeyedWeights, size: Size) {
  const latents = keyed.graph.input('latents', [1, latentChannels, size.height, size.width])
  return scalingFactor === 1 ? latents : scale(latents, 1 / scalingFactor)
}
