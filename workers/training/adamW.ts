// AdamW (Loshchilov & Hutter 2019, arXiv:1711.05101), as torch.optim.AdamW computes it.
import type { Trainable } from './trainable'

export interface AdamWOptions {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  /** Times the learning rate, off each number at each step. */
  readonly weightDecay: number
}

const usualAdamW: AdamWOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 1e-2 }

/** Running means of one trainable's gradient and its square. */
export interface Moments {
  readonly first: Float32Array
  readonly second: Float32Array
}

/** What the optimiser remembers, by trainable; saved with them, training goes on as if it had never stopped. */
export interface AdamWState {
  /** The step that is being done, or the last that was: the first is 1. */
  step: number
  readonly moments: Map<string, Moments>
}

export const initialAdamWState = (): AdamWState => ({ step: 0, moments: new Map() })

/**
 * Changes the trainables' values and their moments in place, in the step that the state is at (the first is 1).
 * @param gradients by name, of the values' lengths
 * @param rate the learning rate of this step
 */
export function adamWStep(
  trainables: readonly Trainable[],
  gradients: ReadonlyMap<string, Float32Array>,
  rate: number,
  state: AdamWState,
  { beta1, beta2, epsilon, weightDecay }: AdamWOptions = usualAdamW,
): void {
  const step = rate / (1 - beta1 ** state.step)
  const overRootOfBias2 = 1 / Math.sqrt(1 - beta2 ** state.step)
  const kept = 1 - rate * weightDecay
  for (const { name, values } of trainables) {
    const gradient = gradients.get(name)
    if (gradient?.length !== values.length) throw new RangeError(`"${name}" has no gradient of its length.`)
    const { first, second } = momentsOf(state, name, values.length)
    for (let at = 0; at < values.length; at++) {
      const g = gradient[at]!
      // Rounded before they are used, as PyTorch's are: numbers that are rounding alone would take other ways.
      const mean = Math.fround(beta1 * first[at]! + (1 - beta1) * g)
      const square = Math.fround(beta2 * second[at]! + (1 - beta2) * g * g)
      first[at] = mean
      second[at] = square
      values[at] = kept * values[at]! - (step * mean) / (overRootOfBias2 * Math.sqrt(square) + epsilon)
    }
  }
}

function momentsOf(state: AdamWState, name: string, length: number): Moments {
  const known = state.moments.get(name)
  if (known) return known
  const made = { first: new Float32Array(length), second: new Float32Array(length) }
  state.moments.set(name, made)
  return made
}
