// The one trainer: draws, noises, predicts, compares, and moves what trains. What that is, a lesson says.
import { PalimpsestError } from '../../src/shared/errors'
import { throwIfCancelled } from '../../src/shared/cancelling'
import type { RandomStreams } from '../diffusion/random/streams'
import type { PredictionType } from '../diffusion/schedulers/prediction'
import { concatChannels } from '../tensor/arithmetic'
import type { Tensor } from '../tensor/tensor'
import { adamWStep, initialAdamWState, type AdamWState } from './adamW'
import { clipGradients, normOf } from './clipGradients'
import type { DrawnSample } from './dataset'
import type { Averages } from './averages'
import { shareOfRate, type RateOptions } from './learningRate'
import type { Lesson } from './lesson'
import { messages } from './messages'
import { drawTimestep, minSnrWeight, noisedSample } from './objective'
import type { TextTrainer } from './textTrainer'
import type { Trainable } from './trainable'
import type { TrainingSample, UNetTrainer } from './unetTrainer'

export interface TrainingTask {
  readonly lesson: Lesson
  readonly unet: UNetTrainer
  /** A caption's embedding, [1, L, D]; where the text trains, as it is now. */
  readonly encode: (caption: Int32Array) => Promise<Tensor>
  /** Where a word or the text encoder trains. */
  readonly text?: TextTrainer
  /** The next batch; the samples' shares sum up to 1, or more with prior preservation. */
  readonly draw: () => readonly DrawnSample[]
  /** alpha-bar of every timestep. */
  readonly bars: Float32Array
  readonly prediction: PredictionType
  readonly random: RandomStreams
  readonly steps: number
  readonly rate: RateOptions
  /** Of the new word's vectors, which take larger steps. */
  readonly wordRate: number
  /** How many times as often a timestep of the noisier half is drawn. */
  readonly timestepBias?: number
  /** min-SNR's gamma; without it every noise level counts the same. */
  readonly gamma?: number
  readonly signal?: AbortSignal
  /** Where training goes on from. */
  readonly state?: AdamWState
  /** Kept of all that trains, where they are wanted. */
  readonly averages?: Averages | undefined
}

export interface TrainedStep {
  /** Steps done, from 1. */
  readonly step: number
  readonly loss: number
  /** What the optimiser remembers, for going on later. */
  readonly state: AdamWState
}

/** The loss is no number any more; what was learned in the steps before, where there are some, is good. */
export class AstrayError extends Error {
  /** As the person is told. */
  readonly said: PalimpsestError
  /** Whether anything was learned before. */
  readonly late: boolean

  constructor(step: number) {
    const late = step > 1
    const said = new PalimpsestError(late ? messages.astray({ step }) : messages.astrayAtOnce())
    super(said.message)
    this.said = said
    this.late = late
  }
}

/**
 * Trains, one step at each demand for the next, from where the state is.
 * @throws PalimpsestError('cancelled') before the next step once the signal is aborted; AstrayError, and what was learned until then stays
 *   as it is.
 */
export async function* train(task: TrainingTask): AsyncGenerator<TrainedStep, void> {
  const { lesson, unet, text, steps, rate, wordRate, signal } = task
  const state = task.state ?? initialAdamWState()
  const words: readonly Trainable[] = lesson.words ? [lesson.words.vectors] : []
  const ofText = lesson.text?.trainables ?? []
  const together = [...lesson.trainables, ...ofText]
  while (state.step < steps) {
    throwIfCancelled(signal)
    const drawn = task.draw()
    const samples = await Promise.all(drawn.map((one) => sampleOf(one, task)))
    const { loss, gradients, embeddingGradients } = await unet.step(samples)
    if (text)
      for (const [at, { caption }] of drawn.entries())
        addGradients(gradients, await text.backward(caption, embeddingGradients[at]!))
    const norm = normOf(gradients)
    if (!Number.isFinite(loss) || !Number.isFinite(norm)) throw new AstrayError(state.step + 1)
    const share = shareOfRate(state.step + 1, steps, rate)
    // Textual Inversion's script clips nothing, Custom Diffusion's the word along with the rest.
    if (together.length > 0) clipGradients(gradients, 1, norm)
    state.step++
    adamWStep(together, gradients, share * rate.peak, state)
    adamWStep(words, gradients, share * wordRate, state)
    task.averages?.update([...together, ...words], state.step)
    yield { step: state.step, loss, state }
  }
}

function addGradients(sums: Map<string, Float32Array>, parts: ReadonlyMap<string, Float32Array>): void {
  for (const [name, part] of parts) {
    const sum = sums.get(name)
    if (!sum) sums.set(name, part.slice())
    else for (let at = 0; at < sum.length; at++) sum[at] = sum[at]! + part[at]!
  }
}

async function sampleOf(
  { latents, beside, hint, caption, share, mask }: DrawnSample,
  { bars, prediction, random, timestepBias = 1, gamma, encode }: TrainingTask,
): Promise<TrainingSample> {
  const timestep = drawTimestep(bars.length, timestepBias, random.stream('timesteps'))
  const bar = bars[timestep]!
  const noise = random.stream('noise').randn(latents.shape)
  const weight = gamma === undefined ? 1 : minSnrWeight(bar, prediction, gamma)
  const { sample, target } = noisedSample(latents, noise, bar, prediction)
  return {
    sample: beside ? concatChannels([sample, beside]) : sample,
    target,
    timestep,
    embedding: await encode(caption),
    share: share * weight,
    ...(hint && { hint }),
    ...(mask && { mask }),
  }
}
