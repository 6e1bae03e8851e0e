// The solver's inverse against diffusers' own (tools/reference/solver_inverse.py).
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tensor, type Tensor } from '../../tensor/tensor'
import { createScheduler } from './createScheduler'
import { noiseFromOutput } from './prediction'
import { predictionTypeOf } from './schedulerConfig'

interface Case {
  readonly file: Readonly<Record<string, unknown>>
  readonly steps: number
  readonly timesteps: readonly number[]
  readonly samples: readonly (readonly number[])[]
}

const { pool, cases } = JSON.parse(
  readFileSync(new URL('fixtures/solverInverse.json', import.meta.url), 'utf8'),
) as {
  readonly pool: { readonly shape: readonly number[]; readonly outputs: readonly (readonly number[])[] }
  readonly cases: readonly Case[]
}

const pooled = (data: readonly number[]): Tensor => tensor(Float32Array.from(data), pool.shape)

const nameOf = ({ file, steps }: Case) =>
  [
    `${steps} steps`,
    ...Object.entries(file)
      .filter(
        ([key]) =>
          !['_class_name', 'num_train_timesteps', 'beta_start', 'beta_end', 'trained_betas'].includes(key),
      )
      .map((option) => option.join(' ')),
  ].join(', ')

const drawsNothing = (): never => {
  throw new Error('An inversion draws no noise.')
}

describe.each(cases.map((one) => [nameOf(one), one] as const))(
  'the inverse of DPM-Solver++, %s',
  (_, one) => {
    const inverse = () => createScheduler('dpm-solver++', one.file, one.steps, { eta: 0 }).inverse!()

    // With Karras' levels diffusers makes one step more, from the noisiest level to itself.
    const count = one.timesteps.length - (one.file['use_karras_sigmas'] === true ? 1 : 0)

    it('steps through the timesteps of diffusers', () => {
      expect(inverse().timesteps).toEqual(one.timesteps.slice(0, count))
    })

    it('makes the steps of diffusers', () => {
      const solver = inverse()
      const prediction = predictionTypeOf(one.file)
      let state = solver.initialState(0)
      for (const [index, from] of one.samples.slice(0, count).entries()) {
        // Each step starts from diffusers' own sample, so that it is judged alone; the history is ours.
        const sample = pooled(from)
        const output = pooled(pool.outputs[index]!)
        const noise = noiseFromOutput(prediction, output, sample, solver.alphaBar(index))
        const next = solver.step(noise, sample, index, state, drawsNothing)
        state = next.state
        const expected = one.samples[index + 1]!
        const largest = Math.max(...expected.map(Math.abs))
        const error =
          Math.max(...expected.map((value, at) => Math.abs(next.sample.data[at]! - value))) / largest
        expect(error, `step ${index}`).toBeLessThan(1e-5)
      }
    })
  },
)

describe.each(['linspace', 'leading', 'trailing'])('the inverse with timesteps spaced as %s', (spacing) => {
  it.each([{}, { use_karras_sigmas: true }])(
    'ends at the level where the run downwards begins, %o',
    (levels) => {
      const file = { ...cases[0]!.file, timestep_spacing: spacing, steps_offset: 1, ...levels }
      const downwards = createScheduler('dpm-solver++', file, 8, { eta: 0 })
      const upwards = downwards.inverse!()
      const { length } = upwards.timesteps
      expect(upwards.alphaBar(length)).toBe(downwards.alphaBar(0))
      const [inner, outer] = [upwards, downwards].map((run) => run.timesteps.map((_, at) => run.alphaBar(at)))
      // Every level once, none in place of another.
      expect(inner!.slice(length - 7)).toEqual(outer!.slice(1).toReversed())
      for (let at = 0; at < length; at++)
        expect(upwards.alphaBar(at)).toBeGreaterThan(upwards.alphaBar(at + 1) + 1e-6)
    },
  )
})

describe('a solver that draws noise', () => {
  it('has no inverse', () => {
    expect(createScheduler('dpm-solver++-sde', cases[0]!.file, 4, { eta: 0 }).inverse).toBeUndefined()
  })
})
