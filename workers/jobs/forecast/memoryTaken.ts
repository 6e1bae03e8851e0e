// How much memory networks take on a device: one that is loaded, and a checkpoint's, at a size that is still to be chosen.
import type { NetworkMemory } from '../../../src/shared/protocol/summaries'
import type { Graph } from '../../graph/graph'
import type { Checkpoint } from '../../models/checkpoint'
import { clipTextGraph } from '../../models/clipTextGraph'
import { unetGraph } from '../../models/unetGraph'
import { vaeDecoderGraph } from '../../models/vaeGraph'
import type { Backend } from '../../runtime/backend'
import { LARGE_ON_WASM } from '../../runtime/wasmMemory'
import { largestDecoded } from '../autoencoder'
import { paperNetwork, type PaperNetwork } from './paperNetwork'

/** Of what is between the nodes: ONNX Runtime's memory for it grows by doubling on the processor. */
const GROWTH = 2.6

/** Weights on the processor: as they are stored, in float32, and most of them once more in the order in which its kernels read them. */
const weightsOnProcessor = ({ weightBytes, weightBytes32 }: Weights): number =>
  weightBytes + 1.65 * weightBytes32

type Weights = Pick<PaperNetwork, 'weightBytes' | 'weightBytes32'>

/**
 * Memory of a network by what its runs hold besides weights. The factors are measured on Toyland in Node (`npm run bench -- --only
 * forecast`), and for large ones on wasm at the size of Stable Diffusion 1.5 (`npm run full-size`): those are there twice while they are
 * loaded, and once then.
 */
function memoryModel(
  network: Weights,
  { target: { provider, compute } }: Pick<Backend, 'target'>,
): { readonly fixed: number; readonly each: number; readonly spare: number } {
  if (provider === 'webgpu') {
    const share = compute === 'float16' ? 0.5 : 1
    return { fixed: share * network.weightBytes32, each: share, spare: 0 }
  }
  if (provider === 'wasm' && network.weightBytes > LARGE_ON_WASM)
    return { fixed: 2 * network.weightBytes, each: GROWTH, spare: network.weightBytes }
  return { fixed: weightsOnProcessor(network), each: GROWTH, spare: 0 }
}

/** Bytes that a network takes while it is loaded. */
export function memoryTaken(network: PaperNetwork, backend: Pick<Backend, 'target'>): number {
  const { fixed, each, spare } = memoryModel(network, backend)
  return fixed + Math.max(0, each * network.activationBytes - spare)
}

/** The networks of an edit with a checkpoint. Its largest maps grow with the picture's area; those of a text do not. */
export function memoryOfSizes(
  { textEncoder, secondText, unet, vae, workingSize }: Checkpoint,
  backend: Pick<Backend, 'target' | 'largestTensor'>,
): readonly NetworkMemory[] {
  const { maxPositions: length } = textEncoder.config
  const side = Math.max(1, Math.round(workingSize / vae.config.scaleFactor))
  const size = { height: side, width: side }
  const pixels = (side * vae.config.scaleFactor) ** 2
  const of = (graph: Graph) => {
    const paper = paperNetwork(graph)
    return { ...memoryModel(paper, backend), held: paper.activationBytes }
  }
  const texts = [textEncoder, ...(secondText ? [secondText.encoder] : [])].map(({ config, weights }) => {
    const { fixed, each, held } = of(clipTextGraph(config, weights, { length, clipSkip: 0 }))
    return { fixed: fixed + each * held, perPixel: 0 }
  })
  const growing = (graph: Graph) => {
    const { fixed, each, spare, held } = of(graph)
    return { fixed, perPixel: (each * held) / pixels, ...(spare > 0 && { spare }) }
  }
  return [
    ...texts,
    growing(unetGraph(unet.config, unet.weights, { batch: 1, length, ...size })),
    {
      ...growing(vaeDecoderGraph(vae.config, vae.weights, size)),
      upTo: largestDecoded(vae.config, backend.largestTensor),
    },
  ]
}
