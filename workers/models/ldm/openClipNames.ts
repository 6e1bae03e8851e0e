// OpenCLIP's text transformer, which Stable Diffusion 2 has, under the names of transformers' CLIPTextModel.
import type { TensorEntry, TensorIndex } from '../../weights/safetensors'
import { within, type NamePair } from './nameTable'

const LAYER: readonly NamePair[] = [
  ['ln_1', 'layer_norm1'],
  ['attn.q_proj', 'self_attn.q_proj'],
  ['attn.k_proj', 'self_attn.k_proj'],
  ['attn.v_proj', 'self_attn.v_proj'],
  ['attn.out_proj', 'self_attn.out_proj'],
  ['ln_2', 'layer_norm2'],
  ['mlp.c_fc', 'mlp.fc1'],
  ['mlp.c_proj', 'mlp.fc2'],
]

/** @param layers that are read */
export const openClipNames = (layers: number): readonly NamePair[] => [
  ['positional_embedding', 'embeddings.position_embedding.weight'],
  ['token_embedding', 'embeddings.token_embedding'],
  ['ln_final', 'final_layer_norm'],
  ...Array.from({ length: layers }, (_, layer) =>
    within([`transformer.resblocks.${layer}`, `encoder.layers.${layer}`], LAYER),
  ).flat(),
]

/** Blocks in the file. Stable Diffusion 2 reads what the last but one gives. */
export function openClipLayers(weights: TensorIndex): number {
  let count = 0
  while (weights.has(`transformer.resblocks.${count}.ln_1.weight`)) count += 1
  return count
}

const FUSED = /^(.*\.attn)\.in_proj_(weight|bias)$/

/** One tensor for query, key and value, as three: each is a third of the same bytes. */
export function unfused(weights: TensorIndex): TensorIndex {
  const parts = new Map<string, TensorEntry>()
  for (const [key, entry] of weights) {
    const match = FUSED.exec(key)
    const rows = entry.shape[0] ?? 0
    if (!match || rows % 3 !== 0) {
      parts.set(key, entry)
      continue
    }
    const byteLength = entry.byteLength / 3
    for (const [at, name] of ['q', 'k', 'v'].entries())
      parts.set(`${match[1]}.${name}_proj.${match[2]}`, {
        ...entry,
        shape: [rows / 3, ...entry.shape.slice(1)],
        start: entry.start + at * byteLength,
        byteLength,
      })
  }
  return parts
}
