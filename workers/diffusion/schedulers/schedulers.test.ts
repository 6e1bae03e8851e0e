// Every sampler against diffusers' own (tools/reference/schedulers.py): tables and single steps, 1e-6.
//
// Heun's and UniPC's steps are held to 1e-5: diffusers takes a slope as (x - x0) / sigma in float32, where a sample of 14 leaves
// 3e-5 of a slope at the smallest sigma. Seen: 7.3e-6 and 2.4e-6. Where hardly anything of the picture is left at first (zero
// terminal SNR, cosine betas), samples in sigma space begin at 4,000 to 20,000, of which float32 leaves diffusers 1e-3: its first
// step is held to 6e-4 of the next sample. Seen: 4.1e-4, PNDM's 4.9e-4.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { SchedulerId, SigmaSpacing } from '../../../src/shared/recipe'
import { scale } from '../../tensor/arithmetic'
import { tensor, type Tensor } from '../../tensor/tensor'
import { createScheduler } from './createScheduler'
import { noiseFromOutput } from './prediction'
import type { Scheduler } from './scheduler'
import { predictionTypeOf } from './schedulerConfig'

interface Case {
  readonly file: Readonly<Record<string, unknown>>
  readonly id: SchedulerId | null
  readonly steps: number
  readonly start: number
  readonly eta: number
  readonly spacing: SigmaSpacing | null
  readonly timesteps: readonly number[]
  readonly initNoiseSigma: number
  readonly noisy: readonly number[]
  readonly samples: readonly (readonly number[])[]
  readonly sigmas?: readonly number[]
  readonly scaled?: readonly number[]
  readonly alphaBars?: readonly number[]
  readonly end?: number
}

interface Reference {
  readonly pool: {
    readonly shape: readonly number[]
    readonly sample: readonly number[]
    readonly outputs: readonly (readonly number[])[]
    readonly draws: readonly (readonly number[])[]
  }
  readonly cases: readonly Case[]
}

const { pool, cases } = JSON.parse(
  readFileSync(new URL('fixtures/schedulers.json', import.meta.url), 'utf8'),
) as Reference
const pooled = (data: readonly number[]): Tensor => tensor(Float32Array.from(data), pool.shape)

/** Largest difference, relative to the largest expected number. */
function relativeError(actual: ArrayLike<number>, expected: readonly number[]): number {
  expect(actual.length).toBe(expected.length)
  const largest = Math.max(...expected.map(Math.abs)) || 1
  return Math.max(...expected.map((value, at) => Math.abs((actual[at] as number) - value))) / largest
}

/** What sets a case apart, for the test's name. */
function nameOf({ file, id, steps, start, eta, spacing }: Case): string {
  const plain = new Set(['_class_name', '_diffusers_version', 'trained_betas'])
  const options = Object.entries(file).filter(
    ([key, value]) => !plain.has(key) && !/^(num_train|beta_)/.test(key) && value !== null,
  )
  const choices = [id && `as ${id}`, start && `from ${start}`, eta && `eta ${eta}`, spacing]
  return [
    file['_class_name'],
    `${steps} steps`,
    ...choices.filter(Boolean),
    ...options.map((option) => option.join(' ')),
    file['trained_betas'] ? 'trained betas' : file['beta_schedule'],
  ].join(', ')
}

const create = ({ file, id, steps, eta, spacing }: Case) =>
  createScheduler(id ?? undefined, file, steps, { eta, ...(spacing && { sigmas: spacing }) })

describe.each(cases.map((one) => [nameOf(one), one] as const))('%s', (_, one) => {
  const prediction = predictionTypeOf(one.file)
  /** The largest error of a step. */
  function mostOf(scheduler: Scheduler): number {
    const isFromNothing = prediction !== 'epsilon' && scheduler.alphaBar(0) < 1e-6
    const usual = scheduler.id === 'heun' || scheduler.id === 'unipc' ? 1e-5 : 1e-6
    const isInSigmaSpace = ['euler', 'euler-ancestral', 'heun', 'pndm', 'unipc'].includes(scheduler.id)
    return isFromNothing && isInSigmaSpace ? 6e-4 : usual
  }

  it('has the tables of diffusers', () => {
    const scheduler = create(one)
    expect(relativeError(scheduler.timesteps, one.timesteps)).toBeLessThan(1e-6)
    expect(scheduler.initNoiseSigma / one.initNoiseSigma).toBeCloseTo(1, 6)
    const entries = scheduler.timesteps.map((__, entry) => scheduler.alphaBar(entry))
    if (one.alphaBars) expect(relativeError(entries, one.alphaBars)).toBeLessThan(1e-6)
    // Beyond the last entry LCM's samples are clean, whatever the file says of the end.
    // TCD's keep what the first timestep leaves.
    if (one.end !== undefined && scheduler.id !== 'lcm' && scheduler.id !== 'tcd')
      expect(scheduler.alphaBar(entries.length)).toBeCloseTo(one.end, 6)
    if (one.sigmas) {
      const sigmas = [...entries, scheduler.alphaBar(entries.length)].map((bar) => Math.sqrt(1 / bar - 1))
      expect(relativeError(sigmas, one.sigmas)).toBeLessThan(1e-6)
    }
  })

  it('noises and scales samples as diffusers does', () => {
    const scheduler = create(one)
    const noisy = scheduler.addNoise(pooled(pool.outputs[0] ?? []), pooled(pool.outputs[1] ?? []), one.start)
    expect(relativeError(noisy.data, one.noisy)).toBeLessThan(1e-6)
    const scaled = scheduler.scaleModelInput(pooled(one.samples[0] ?? []), one.start)
    if (one.scaled) expect(relativeError(scaled.data, one.scaled)).toBeLessThan(1e-6)
  })

  it('makes the steps of diffusers', () => {
    const scheduler = create(one)
    let drawn = 0
    const random = () => pooled(pool.draws[drawn++] ?? [])
    let state = scheduler.initialState(one.start)
    expect(scheduler.timesteps.length - one.start).toBe(one.samples.length - 1)
    for (let at = 0; at + 1 < one.samples.length; at++) {
      const index = one.start + at
      // Each step starts from diffusers' own sample, so that it is judged alone; the history of multistep samplers is ours.
      const sample = pooled(one.samples[at] ?? [])
      const scaled = scheduler.scaleModelInput(sample, index)
      const noise = noiseFromOutput(
        prediction,
        pooled(pool.outputs[at] ?? []),
        scaled,
        scheduler.alphaBar(index),
      )
      const next = scheduler.step(noise, sample, index, state, random)
      state = next.state
      expect(relativeError(next.sample.data, one.samples[at + 1] ?? []), `step ${at}`).toBeLessThan(
        mostOf(scheduler),
      )
    }
  })

  it('ends a whole run where diffusers ends it', () => {
    const scheduler = create(one)
    let drawn = 0
    const random = () => pooled(pool.draws[drawn++] ?? [])
    let state = scheduler.initialState(one.start)
    let sample = scale(pooled(pool.sample), scheduler.initNoiseSigma)
    for (let index = one.start; index < scheduler.timesteps.length; index++) {
      const scaled = scheduler.scaleModelInput(sample, index)
      const output = pooled(pool.outputs[index - one.start] ?? [])
      const noise = noiseFromOutput(prediction, output, scaled, scheduler.alphaBar(index))
      const next = scheduler.step(noise, sample, index, state, random)
      state = next.state
      sample = next.sample
    }
    expect(relativeError(sample.data, one.samples.at(-1) ?? [])).toBeLessThan(
      Math.max(mostOf(scheduler), 5e-6),
    )
  })
})
