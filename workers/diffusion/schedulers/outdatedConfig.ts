// Two options of old `scheduler_config.json` files that diffusers' Stable Diffusion pipelines correct when they open one
// (`StableDiffusionPipeline.__init__`): `steps_offset` is 1 and `clip_sample` is false.
// Its InstructPix2Pix pipeline takes the file as it is.
import type { Message } from '../../../src/shared/message'
import type { SchedulerId } from '../../../src/shared/recipe'
import { messages } from './messages'
import { configObject, schedulerIdOf } from './schedulerConfig'

/** Samplers whose timesteps are spaced from 0 upwards where the file does not say, and so begin at the offset. */
const leadByDefault: readonly SchedulerId[] = ['ddim', 'ddpm', 'pndm']
/** Those that were distilled at timesteps of their own know no offset. */
const withoutOffset: readonly SchedulerId[] = ['lcm', 'tcd']
const clipping: readonly SchedulerId[] = ['ddim', 'ddpm', 'heun', 'lcm']

/**
 * The configuration with both corrected, where the sampler reads them.
 * @param id the sampler that is used; undefined is the file's own
 * @returns also a sentence for the person where the file said otherwise
 * @throws PalimpsestError('checkpoint') when the file's own sampler is none of ours
 */
export function correctOutdated(
  config: unknown,
  id: SchedulerId | undefined,
): { readonly config: unknown; readonly note?: Message } {
  const file = configObject(config)
  const used = id ?? schedulerIdOf(file)
  const spacing = file['timestep_spacing'] ?? (leadByDefault.includes(used) ? 'leading' : 'linspace')
  const corrections = {
    ...(spacing === 'leading' && !withoutOffset.includes(used) && { steps_offset: 1 }),
    ...(clipping.includes(used) && { clip_sample: false }),
  }
  const changed = Object.entries(corrections).filter(([key, value]) => (file[key] ?? value) !== value)
  const changes = changed.map(([option, value]) =>
    messages.changed({ option, given: JSON.stringify(file[option]), used: JSON.stringify(value) }),
  )
  return {
    config: { ...file, ...corrections },
    ...(changes.length > 0 && {
      note: messages.outdated({
        changes: changes.reduce((first, second) => messages.andAlso({ first, second })),
      }),
    }),
  }
}
