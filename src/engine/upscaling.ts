// Which network enlarges results that are laid over a larger part of the picture.
import type { Draft } from '../state/settings'
import { bundledCheckpoints } from './bundledCheckpoints'
import { bundledNetworks } from './bundledNetworks'

/** In a draft: what suits the checkpoint. */
export const suitedUpscaler = ''
/** In a draft: none. No folder, file or repository can be called so. */
export const noUpscaler = '/none'

/** The bundled upscaler, which enlarges what the bundled checkpoints draw. */
export const toylandUpscaler = 'toyland/upscaler'

const toyland = new Set([
  ...bundledCheckpoints,
  ...bundledNetworks.filter(({ kind }) => kind === 'checkpoint').map(({ id }) => id),
])

/** The upscaler that suits a checkpoint; undefined where results are resampled. */
export const upscalerFor = (checkpoint: string): string | undefined =>
  toyland.has(checkpoint) ? toylandUpscaler : undefined

/** The upscaler of a draft's recipe. */
export function upscalerOf({ upscaler }: Pick<Draft, 'upscaler'>, checkpoint: string): string | undefined {
  if (upscaler === suitedUpscaler) return upscalerFor(checkpoint)
  return upscaler === noUpscaler ? undefined : upscaler
}

/** The draft's choice that gives a recipe's upscaler. */
export const upscalerChoice = (upscaler: string | undefined, checkpoint: string): string =>
  upscaler === upscalerFor(checkpoint) ? suitedUpscaler : (upscaler ?? noUpscaler)
