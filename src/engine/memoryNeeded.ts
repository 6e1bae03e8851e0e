import type { CheckpointSummary } from '../shared/protocol/summaries'

/** What wasm can address. */
const WASM_MEMORY = 2 ** 32

/** An estimate of what an edit of that size takes with a checkpoint, and whether the device is known to lack it for one of its networks. */
export function memoryNeeded(
  networks: NonNullable<CheckpointSummary['memory']>,
  { width, height }: { readonly width: number; readonly height: number },
  backend: 'webgpu' | 'wasm' | 'node',
): { readonly bytes: number; readonly fits: boolean } {
  const each = networks.map(({ fixed, perPixel, spare = 0, upTo = Infinity }) => {
    const growing = perPixel * Math.min(width * height, upTo)
    return fixed + Math.max(0, growing - spare)
  })
  return {
    bytes: each.reduce((sum, bytes) => sum + bytes, 0),
    fits: backend !== 'wasm' || Math.max(...each) <= WASM_MEMORY,
  }
}
