// What a step takes beside its graph: the gradients' norm and AdamW run in JavaScript, whatever the networks run on.
import { adamWStep, initialAdamWState } from './adamW'
import { clipGradients } from './clipGradients'

/** More than a processor's nearest caches hold, as of what trains. */
const numbers = 1 << 18
/** The first runs are compiled, and others may have the processor: the shortest tells. */
const runs = 12

let measured: number | undefined

/** Seconds of a step for each number that trains, measured once on this device, in some 30 ms. */
export function optimiserTime(): number {
  measured ??= shortest() / numbers
  return measured
}

function shortest(): number {
  const values = new Float32Array(numbers).fill(0.5)
  const gradient = Float32Array.from(values, (_, at) => Math.sin(at))
  const state = initialAdamWState()
  const step = () => {
    const begun = performance.now()
    const gradients = new Map([['all', gradient]])
    clipGradients(gradients, Math.sqrt(numbers) / 2)
    state.step++
    adamWStep([{ name: 'all', shape: [numbers], values }], gradients, 1e-3, state)
    return (performance.now() - begun) / 1000
  }
  return Math.min(...Array.from({ length: runs }, step))
}
