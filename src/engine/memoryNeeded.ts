import type { BackendStatus } from '../shared/protocol/event'
import type { CheckpointSummary } from '../shared/protocol/summaries'

/** What wasm can address is 4 GiB, of which one network's weights may take this much. */
const WASM_WEIGHTS = 3.5e9

/** Beside the weights, at the size that it was trained at: an attention map and the autoencoder's largest tensors. */
const ACTIVATIONS = 1.2e9

/** An estimate of what an edit with a checkpoint takes, and whether the device is known to lack it. */
export function memoryNeeded(
  { parameters, bytes }: Pick<CheckpointSummary, 'parameters' | 'bytes'>,
  { name, description }: BackendStatus,
): { readonly bytes: number; readonly fits: boolean } {
  // wasm leaves large weights as they are stored, but for fp8, which becomes half precision; WebGPU converts them to what it computes in.
  const held = Math.max(bytes, 2 * parameters)
  const weights = name === 'webgpu' ? parameters * (/float16/.test(description.english) ? 2 : 4) : held
  const small = parameters < 100e6
  return {
    bytes: weights + (small ? ACTIVATIONS / 10 : ACTIVATIONS),
    // Four fifths of a checkpoint are its UNet.
    fits: name !== 'wasm' || held * 0.8 <= WASM_WEIGHTS,
  }
}
