// Which network enlarges results that are laid over a larger part of the picture, and how much larger new pictures become.
import { enlargeFactors, type EnlargeFactor } from '../shared/recipe'
import type { Draft } from '../state/settings'
import { bundledCheckpoints } from './bundledCheckpoints'
import { bundledNetworks } from './bundledNetworks'
import { generatedSize } from './workingSize'

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

/** In a draft: as much as suits the checkpoint. */
const suitedEnlarge = 0
/** A side in pixels beyond which nothing is enlarged unless a person says so. */
const largestSuited = 2048

/**
 * How many times as wide and high a new picture becomes. The bundled checkpoints draw 128 pixels, which are soft on any screen: by
 * themselves they are enlarged as far as that stays of use.
 */
export function enlargeOf(
  draft: Pick<Draft, 'enlarge' | 'upscaler' | 'size'>,
  checkpoint: { readonly id: string; readonly width: number; readonly height: number },
): 1 | EnlargeFactor {
  if (draft.enlarge !== suitedEnlarge) return draft.enlarge
  if (upscalerFor(checkpoint.id) === undefined || draft.upscaler === noUpscaler) return 1
  const { width, height } = generatedSize(draft, checkpoint)
  return enlargeFactors.findLast((factor) => Math.max(width, height) * factor <= largestSuited) ?? 1
}

/** The draft's choice that gives the draft's recipe that factor. */
export const enlargeChoice = (
  factor: 1 | EnlargeFactor,
  draft: Pick<Draft, 'upscaler' | 'size'>,
  checkpoint: { readonly id: string; readonly width: number; readonly height: number },
): Draft['enlarge'] =>
  enlargeOf({ ...draft, enlarge: suitedEnlarge }, checkpoint) === factor ? suitedEnlarge : factor

/** The draft's choice that gives a recipe's upscaler. */
export const upscalerChoice = (upscaler: string | undefined, checkpoint: string): string =>
  upscaler === upscalerFor(checkpoint) ? suitedUpscaler : (upscaler ?? noUpscaler)
