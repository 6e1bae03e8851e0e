import type { Backend } from './backend'

interface BackendMemory {
  /** Bytes for weights and what stands between a network's nodes, where it is known. */
  readonly most?: number
  /** From so many bytes on, a gradient's blocks are computed again in place of being kept. */
  readonly comfortable: number
}

/** A 32-bit address space, less what the checkpoint's other networks and an edit between the steps take. */
const WASM_MEMORY = 3.2e9

const memories: Readonly<Record<Backend['name'], BackendMemory>> = {
  // Its allocator takes up to twice of what is reckoned, as memory that is freed is not always of the size that is wanted next.
  wasm: { most: WASM_MEMORY, comfortable: WASM_MEMORY / 2 },
  // A browser does not tell how much a graphics card has; where there is too little, the device is lost.
  webgpu: { comfortable: 3e9 },
  node: { comfortable: 8e9 },
}

/** What a backend has for networks. */
export const memoryOf = ({ name }: Pick<Backend, 'name'>): BackendMemory => memories[name]
