/** What a graph is lowered for. */
export interface LoweringTarget {
  readonly provider: 'webgpu' | 'wasm' | 'node'
  readonly compute: 'float32' | 'float16'
  /** Whether ONNX Runtime's own fused kernels (domain com.microsoft) may be used. */
  readonly fused: boolean
}
