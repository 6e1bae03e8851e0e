// What the names and shapes of an LDM UNet say of it.
import { PalimpsestError } from '../../../src/shared/errors'
import type { TensorIndex } from '../../weights/safetensors'
import { messages } from './messages'

export interface UNetTopology {
  readonly levels: number
  /** Pairs of resnet and attention of each level on the way down. */
  readonly layers: number
  /** Of each level, from the finest. */
  readonly channels: readonly number[]
  readonly downAttention: readonly boolean[]
  /** From the coarsest. */
  readonly upAttention: readonly boolean[]
  /** Transformer blocks of each level, from the finest; where a level has no attention, those of the middle. */
  readonly transformerLayers: readonly number[]
  readonly inChannels: number
  readonly outChannels: number
  /** Numbers a token that the cross-attention reads. */
  readonly contextDim: number
  readonly usesLinear: boolean
  /** Width of what is embedded beside the timestep (`label_emb`): Stable Diffusion XL's. */
  readonly labelDim?: number
}

const damaged = (key: string): PalimpsestError => new PalimpsestError(messages.unetNotWhole({ key }))

/**
 * @param weights of the UNet or ControlNet, without the part's prefix
 * @throws PalimpsestError('weights') that names a tensor without which nothing can be told.
 */
export function unetTopologyOf(weights: TensorIndex): UNetTopology {
  const shapeOf = (key: string): readonly number[] => {
    const entry = weights.get(key)
    if (!entry) throw damaged(key)
    return entry.shape
  }
  const has = (module: string) => weights.has(`${module}.weight`)
  const blocksOf = (path: string) => {
    let count = 0
    while (has(`${path}.transformer_blocks.${count}.norm1`)) count += 1
    return count
  }
  const first = shapeOf('input_blocks.0.0.weight')
  const channels: number[] = []
  const counts: number[] = []
  const depths: number[] = []
  let [layers, depth] = [0, 0]
  for (let block = 1; ; block += 1) {
    const isResnet = has(`input_blocks.${block}.0.out_layers.3`)
    if (isResnet) {
      channels[counts.length] = shapeOf(`input_blocks.${block}.0.out_layers.3.weight`)[0]!
      depth = Math.max(depth, blocksOf(`input_blocks.${block}.1`))
      layers += 1
      continue
    }
    counts.push(layers)
    depths.push(depth)
    ;[layers, depth] = [0, 0]
    if (!has(`input_blocks.${block}.0.op`)) break
  }
  const levels = counts.length
  const middle = blocksOf('middle_block.1')
  const context = [...weights.values()].find(({ key }) => key.endsWith('attn2.to_k.weight'))
  const projection = [...weights].find(([key]) => /^middle_block\.1\.proj_in\.weight$/.test(key))?.[1]
  const label = weights.get('label_emb.0.0.weight')
  if (!context) throw damaged('middle_block.1.transformer_blocks.0.attn2.to_k.weight')
  return {
    levels,
    layers: counts[0]!,
    channels,
    downAttention: depths.map((count) => count > 0),
    upAttention: Array.from({ length: levels }, (_, place) =>
      has(`output_blocks.${place * (counts[0]! + 1)}.1.norm`),
    ),
    transformerLayers: depths.map((count) => count || middle || 1),
    inChannels: first[1]!,
    outChannels: weights.get('out.2.weight')?.shape[0] ?? 4,
    contextDim: context.shape[1]!,
    usesLinear: projection?.shape.length === 2,
    ...(label && { labelDim: label.shape[1]! }),
  }
}
