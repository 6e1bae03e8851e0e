// Two options of old `scheduler_config.json` files that diffusers' Stable Diffusion pipelines correct when they open one
// (`StableDiffusionPipeline.__init__`): `steps_offset` is 1, and `clip_sample`, which DDIM and LCM read, is false.
// Its InstructPix2Pix pipeline takes the file as it is.
import type { Message } from '../../../src/shared/message'
import type { SchedulerId } from '../../../src/shared/recipe'
import { messages } from './messages'
import { configObject, schedulerIdOf } from './schedulerConfig'

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
  const leadsByDefault = used === 'ddim' || used === 'pndm'
  const spacing = file['timestep_spacing'] ?? (leadsByDefault ? 'leading' : 'linspace')
  const corrections = {
    ...(spacing === 'leading' && used !== 'lcm' && { steps_offset: 1 }),
    ...((used === 'ddim' || used === 'lcm') && { clip_sample: false }),
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
