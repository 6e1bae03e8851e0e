// Two options of old `scheduler_config.json` files that diffusers' Stable Diffusion pipelines correct when they open one
// (`StableDiffusionPipeline.__init__`): `steps_offset` is 1, and `clip_sample` is false. Its InstructPix2Pix pipeline takes
// the file as it is.
import { configObject } from './schedulerConfig'

/** @returns the configuration with both corrected, and a sentence for the person where the file said otherwise. */
export function correctOutdated(config: unknown): { readonly config: unknown; readonly note?: string } {
  const file = configObject(config)
  const corrections = { steps_offset: 1, clip_sample: false }
  const changed = Object.entries(corrections).filter(([key, value]) => (file[key] ?? value) !== value)
  const note = `The checkpoint's scheduler configuration is outdated: ${changed
    .map(([key, value]) => `"${key}" is ${JSON.stringify(file[key])}, and ${JSON.stringify(value)} was used`)
    .join('; ')}.`
  return { config: { ...file, ...corrections }, ...(changed.length > 0 && { note }) }
}
