import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PalimpsestError } from '../../../src/shared/errors'
import { schedulerIds, type SchedulerId, type SigmaSpacing } from '../../../src/shared/recipe'
import { tensor } from '../../tensor/tensor'
import { createScheduler } from './createScheduler'
import { correctOutdated } from './outdatedConfig'
import { predictionTypeOf } from './schedulerConfig'

const stable = {
  _class_name: 'PNDMScheduler',
  _diffusers_version: '0.40.0',
  num_train_timesteps: 1000,
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  skip_prk_steps: true,
  set_alpha_to_one: false,
  steps_offset: 1,
  clip_sample: false,
  trained_betas: null,
}

function refusalOf(run: () => unknown): PalimpsestError {
  try {
    run()
  } catch (error) {
    if (error instanceof PalimpsestError) return error
    throw error
  }
  throw new Error('It was not refused.')
}

const refused = (options: object, id?: SchedulerId, steps = 4) =>
  refusalOf(() => createScheduler(id, { ...stable, ...options }, steps, { eta: 0 }))

it('takes options of early versions that change nothing', () => {
  const early = { predict_epsilon: true, tensor_format: 'pt' }
  expect(createScheduler('ddim', { ...stable, ...early }, 4, { eta: 0 }).timesteps).toHaveLength(4)
})

describe('an option that changes the computation and is not supported', () => {
  it.each<[SchedulerId, string, unknown]>([
    ['ddim', 'thresholding', true],
    ['ddim', 'timestep_spacing', 'logarithmic'],
    ['ddim', 'beta_schedule', 'sigmoid'],
    ['ddim', 'prediction_type', 'flow_prediction'],
    ['ddim', 'steps_offset', 1.5],
    ['ddim', 'predict_epsilon', false],
    ['ddim', 'set_alpha_to_one', 'yes'],
    ['ddim', 'trained_betas', [0.1, 0.2]],
    ['ddim', 'num_train_timesteps', 1],
    ['ddim', 'num_train_timesteps', 1e9],
    ['ddim', 'beta_end', 'large'],
    ['pndm', 'skip_prk_steps', false],
    ['euler', 'interpolation_type', 'cubic'],
    ['euler', 'final_sigmas_type', 'none'],
    ['dpm-solver++', 'use_lu_lambdas', true],
    ['dpm-solver++', 'use_flow_sigmas', true],
    ['dpm-solver++', 'algorithm_type', 'dpmsolver'],
    ['ddpm', 'variance_type', 'learned_range'],
    ['heun', 'clip_sample', true],
    ['unipc', 'solver_order', 4],
    ['unipc', 'solver_p', 'DDIMScheduler'],
    ['unipc', 'thresholding', true],
    ['tcd', 'thresholding', true],
    ['tcd', 'original_inference_steps', 2000],
    ['dpm-solver++', 'solver_type', 'runge-kutta'],
    ['dpm-solver++', 'solver_order', 3],
    ['dpm-solver++', 'variance_type', 'learned'],
    ['dpm-solver++', 'thresholding', true],
    ['lcm', 'thresholding', true],
    ['lcm', 'original_inference_steps', 2000],
  ])('of %s is refused by name: %s %j', (id, option, value) => {
    const error = refused({ [option]: value }, id)
    expect(error.code).toBe('checkpoint')
    expect(error.message).toContain(`"${option}"`)
  })

  it('is refused where v-prediction is asked for at continuous timesteps', () => {
    const options = { timestep_type: 'continuous', prediction_type: 'v_prediction' }
    expect(refused(options, 'euler').message).toContain('"timestep_type"')
  })

  it('is refused where the file asks for two spacings of noise levels', () => {
    const both = { use_karras_sigmas: true, use_beta_sigmas: true }
    for (const id of ['euler', 'heun', 'dpm-solver++', 'unipc'] as const)
      expect(refused(both, id).message).toContain('"use_beta_sigmas"')
  })

  it('is refused where no scheduler of the field knows it', () => {
    expect(refused({ noise_boost: 2 }).message).toContain('"noise_boost"')
  })

  it('may stand in the file where the sampler does not look', () => {
    const ddpm = { ...stable, _class_name: 'DDPMScheduler', variance_type: 'fixed_small' }
    expect(createScheduler('dpm-solver++', ddpm, 4, { eta: 0 }).id).toBe('dpm-solver++')
  })

  it('may stand in the file where it is off', () => {
    const off = { noise_boost: false, thresholding: false, use_beta_sigmas: null }
    expect(createScheduler(undefined, { ...stable, ...off }, 4, { eta: 0 }).id).toBe('pndm')
  })
})

describe('betas that make no noise schedule', () => {
  it.each([{ beta_end: 1.5 }, { beta_start: 0 }, { beta_start: -0.1 }, { beta_end: Infinity }])(
    'are refused: %j',
    (options) => expect(refused(options).message).toContain('betas make no noise schedule'),
  )
})

describe('the configuration as a whole', () => {
  it.each([[undefined], [null], ['text'], [[1]]])('is refused when it is no object: %j', (config) => {
    expect(refusalOf(() => createScheduler(undefined, config, 4, { eta: 0 })).code).toBe('checkpoint')
  })

  it('names a scheduler that this program does not have, and the ones that it has', () => {
    const error = refused({ _class_name: 'KDPM2DiscreteScheduler' })
    expect(error.message).toContain('KDPM2DiscreteScheduler')
    expect(error.hint).toContain(
      'ddim, ddpm, pndm, euler, euler-ancestral, heun, dpm-solver++, dpm-solver++-sde, unipc, lcm, tcd',
    )
  })

  it('serves a recipe that chooses another scheduler all the same', () => {
    const config = { ...stable, _class_name: 'KDPM2DiscreteScheduler' }
    expect(createScheduler('euler', config, 4, { eta: 0 }).id).toBe('euler')
  })

  it('says what the checkpoint predicts', () => {
    expect(predictionTypeOf(stable)).toBe('epsilon')
    expect(predictionTypeOf({ ...stable, prediction_type: 'v_prediction' })).toBe('v_prediction')
  })
})

describe('a recipe that asks too much', () => {
  it.each<[SchedulerId, number]>([
    ['ddim', 1000], // its offset of 1 would need timestep 1000
    ['ddim', 2000],
    ['pndm', 1001],
    ['euler', 1001],
    ['dpm-solver++', 1000],
    ['lcm', 51],
    ['tcd', 51],
    ['unipc', 1000],
    ['heun', 1001],
  ])('of %s is told so: %i steps', (id, steps) => {
    const error = refused({}, id, steps)
    expect(error.code).toBe('recipe')
    expect(error.message).toContain(`${steps} steps`)
  })

  it('of eta or of Karras levels where they mean nothing is told so', () => {
    const create = (id: SchedulerId, choices: { eta: number; sigmas?: SigmaSpacing }) => () =>
      createScheduler(id, stable, 4, choices)
    expect(refusalOf(create('pndm', { eta: 0.5 })).message).toContain('"eta"')
    expect(refusalOf(create('ddim', { eta: 0, sigmas: 'karras' })).message).toContain('"sigmas"')
  })
})

describe('an outdated file', () => {
  const old = { ...stable, steps_offset: 0, clip_sample: true }

  it('is corrected as diffusers does, and says so', () => {
    const { config, note } = correctOutdated(old, 'ddim')
    expect(config).toMatchObject({ steps_offset: 1, clip_sample: false })
    expect(note?.english).toMatch(
      /"steps_offset" is 0, and 1 was used; "clip_sample" is true, and false was used/,
    )
  })

  it('does not clip with LCM either, whichever sampler it was written for', () => {
    const { config, note } = correctOutdated(old, 'lcm')
    expect(config).toEqual({ ...old, clip_sample: false })
    expect(note?.english).toContain('"clip_sample" is true, and false was used')
    const own = correctOutdated({ ...old, _class_name: 'LCMScheduler' }, undefined)
    expect(own.config).toMatchObject({ clip_sample: false })
  })

  it('is corrected for DDPM, which begins at the offset and clips as DDIM does, and for Heun, which clips', () => {
    expect(correctOutdated(old, 'ddpm').config).toEqual({ ...old, steps_offset: 1, clip_sample: false })
    const { config } = correctOutdated(old, 'heun')
    expect(config).toEqual({ ...old, clip_sample: false })
    expect(createScheduler('heun', config, 4, { eta: 0 }).id).toBe('heun')
  })

  it('has its offset corrected wherever timesteps are spaced from it', () => {
    const leading = { ...stable, steps_offset: 0, timestep_spacing: 'leading' }
    for (const id of ['euler', 'heun', 'unipc', 'pndm'] as const)
      expect(correctOutdated(leading, id).config).toMatchObject({ steps_offset: 1 })
    for (const id of ['lcm', 'tcd'] as const)
      expect(correctOutdated(leading, id).config).toMatchObject({ steps_offset: 0 })
    const trailing = { ...leading, timestep_spacing: 'trailing' }
    expect(correctOutdated(trailing, 'ddim').config).toMatchObject({ steps_offset: 0 })
  })

  it('is left alone where the sampler does not read what is wrong with it', () => {
    for (const id of ['euler', 'dpm-solver++'] as const)
      expect(correctOutdated(old, id)).toEqual({ config: old })
    expect(correctOutdated({ ...old, clip_sample: false }, 'lcm').note).toBeUndefined()
  })

  it('is nothing to speak of where it is up to date', () => {
    expect(correctOutdated(stable, undefined)).toEqual({ config: stable })
  })
})

describe('every sampler', () => {
  it('ends in finite numbers for every number of steps and start that it accepts', () => {
    const noise = tensor(
      Float32Array.from({ length: 4 }, (_, at) => Math.sin(at + 1)),
      [1, 1, 2, 2],
    )
    const run = fc.record({
      id: fc.constantFrom(...schedulerIds),
      steps: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 60, max: 1000 })),
      spacing: fc.constantFrom('leading', 'linspace', 'trailing'),
      prediction: fc.constantFrom('epsilon', 'v_prediction', 'sample'),
      betas: fc.constantFrom('linear', 'scaled_linear', 'squaredcos_cap_v2'),
      offset: fc.constantFrom(0, 1),
      start: fc.double({ min: 0, max: 0.999, noNaN: true }),
    })
    fc.assert(
      fc.property(run, ({ id, steps, spacing, prediction, betas, offset, start }) => {
        const options = {
          timestep_spacing: spacing,
          prediction_type: prediction,
          beta_schedule: betas,
          steps_offset: offset,
        }
        let scheduler
        try {
          scheduler = createScheduler(id, { ...stable, ...options }, steps, { eta: 0 })
        } catch (error) {
          expect(error).toBeInstanceOf(PalimpsestError)
          return
        }
        const { timesteps } = scheduler
        const first = Math.floor(start * timesteps.length)
        let sample = noise
        let state = scheduler.initialState(first)
        // The run's beginning and end are where it can go wrong.
        for (let index = first; index < timesteps.length; index++) {
          expect(timesteps[index]).toBeLessThanOrEqual(timesteps[index - 1] ?? 999)
          expect(timesteps[index]).toBeGreaterThanOrEqual(0)
          const next = scheduler.step(noise, sample, index, state, () => noise)
          state = next.state
          sample = next.sample
        }
        expect([...sample.data].every(Number.isFinite)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
