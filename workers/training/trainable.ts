// What trains: float32 numbers of our own, beside a checkpoint that stays as it is. In a graph they are inputs.

export interface Trainable {
  /** The graph's input; its gradient is the output `${name}.grad`. */
  readonly name: string
  readonly shape: readonly number[]
  /** Changed in place by the optimiser. */
  readonly values: Float32Array
}
