// An exponential moving average of what trains (EMA): the path that the steps jitter about. The decay rises with the steps as in
// diffusers' EMAModel, so that the first steps are forgotten soon: min(decay, (1 + n) / (10 + n)).
import type { Trainable } from './trainable'

export interface Averages {
  readonly values: Map<string, Float32Array>
  update(trainables: readonly Trainable[], step: number): void
}

/** @param from averages of an earlier run, with which this one goes on */
export function createAverages(decay: number, from: ReadonlyMap<string, Float32Array> = new Map()): Averages {
  const values = new Map(from)
  return {
    values,
    update(trainables, step) {
      const kept = Math.min(decay, (1 + step) / (10 + step))
      for (const { name, values: now } of trainables) {
        const mean = values.get(name)
        if (!mean) values.set(name, now.slice())
        else for (let at = 0; at < mean.length; at++) mean[at] = kept * mean[at]! + (1 - kept) * now[at]!
      }
    },
  }
}
