// From what stands in the edit panel to a recipe, and back.
import { guideMetas } from '../../workers/guidance/list'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import { recipeVersion, samplersWithSigmas, type GuideUse, type Recipe } from '../shared/recipe'
import type { Draft } from '../state/settings'
import { addOnCardsFrom, addOnsOf } from './draftAddOns'
import { actingCards, baseCardOf, baseMetaOf, silencedCards } from './guideCards'
import { samplerOf } from './samplerOf'
import { enlargeChoice, enlargeOf, upscalerChoice, upscalerOf } from './upscaling'
import { generatedSize, workingSize } from './workingSize'

/** Whether an edit starts from the picture, as noisy as the strength says. */
const actsByStrength = (draft: Draft, checkpoint: CheckpointSummary, masked: boolean): boolean =>
  !baseMetaOf(checkpoint).usesPicture && (!masked || draft.strength < 1)

/** Whether an edit would run no step and change nothing: of all steps, the last floor(steps x strength) are run. */
export const leavesNoStep = (draft: Draft, checkpoint: CheckpointSummary, masked: boolean): boolean =>
  draft.mode === 'edit' &&
  actsByStrength(draft, checkpoint, masked) &&
  Math.floor(draft.steps * draft.strength) === 0

interface RecipeInputs {
  readonly draft: Draft
  readonly checkpoint: CheckpointSummary
  readonly seed: number
  /** Present when the picture is edited, in place of a new one being made. */
  readonly picture?: { readonly width: number; readonly height: number }
  readonly masked: boolean
}

/** The recipe of an edit. Its picture is named "image" and its mask "mask". */
export function recipeFromDraft({ draft, checkpoint, seed, picture, masked }: RecipeInputs): Recipe {
  const added = actingCards(draft, checkpoint).map(({ card }) => card)
  const guides = [baseCardOf(draft, checkpoint), ...added, ...silencedCards(draft, checkpoint)]
  const factor = picture ? 1 : enlargeOf(draft, checkpoint)
  const enlarge = factor === 1 ? undefined : factor
  const upscaler = picture || enlarge ? upscalerOf(draft, checkpoint.id) : undefined
  const usesStrength = picture !== undefined && actsByStrength(draft, checkpoint, masked)
  return {
    version: recipeVersion,
    checkpoint: checkpoint.id,
    prompt: draft.text[draft.mode],
    negativePrompt: draft.negativePrompt,
    seed,
    steps: draft.steps,
    ...(draft.scheduler !== 'checkpoint' && { scheduler: draft.scheduler }),
    ...spacingOf(draft, checkpoint),
    eta: draft.eta,
    clipSkip: draft.clipSkip,
    ...(picture ? workingSize(picture, checkpoint) : generatedSize(draft, checkpoint)),
    ...(picture && { image: 'image' }),
    ...(picture && masked && { mask: 'mask' }),
    ...(usesStrength && { strength: draft.strength }),
    feather: draft.feather,
    keepUnchanged: picture !== undefined && draft.keepUnchanged,
    ...(upscaler !== undefined && { upscaler }),
    // Without an upscaler it is refused before it runs, and forecast as it is.
    ...(enlarge && upscaler !== undefined && { enlarge }),
    guides: guides.map(({ id, key, values, range, mask }) => ({
      id,
      key,
      values,
      range,
      ...(mask !== undefined && { mask }),
    })),
    ...addOnsOf(draft, checkpoint),
  }
}

/** The spacing of noise levels that is set, where the scheduler has any; it waits while another scheduler is chosen. */
function spacingOf(draft: Draft, checkpoint: CheckpointSummary): Pick<Recipe, 'sigmas'> {
  const sampler = samplerOf(draft, checkpoint)
  const has = sampler !== undefined && samplersWithSigmas.includes(sampler)
  return has && draft.sigmas !== 'checkpoint' ? { sigmas: draft.sigmas } : {}
}

/** A part of a recipe that can be put into the panel alone. */
export type RecipePart = 'prompt' | 'seed' | 'guides'

/** The draft with a recipe's settings put in; `part` puts in only one of them. */
export function draftFromRecipe(draft: Draft, recipe: Recipe, part?: RecipePart): Draft {
  const mode = recipe.image === undefined ? 'generate' : 'edit'
  const prompt = {
    mode,
    text: { ...draft.text, [mode]: recipe.prompt },
    negativePrompt: recipe.negativePrompt,
  } satisfies Partial<Draft>
  const seed = { seed: recipe.seed, seedLocked: true } satisfies Partial<Draft>
  const guides = { guides: cardsFrom(draft, recipe.guides) }
  if (part) return { ...draft, ...{ prompt, seed, guides }[part] }
  const upscaler =
    mode === 'edit' || recipe.enlarge !== undefined
      ? upscalerChoice(recipe.upscaler, recipe.checkpoint)
      : draft.upscaler
  const size = { width: recipe.width, height: recipe.height }
  return {
    ...draft,
    ...prompt,
    ...seed,
    ...guides,
    upscaler,
    checkpoint: { ...draft.checkpoint, [mode]: recipe.checkpoint },
    addOns: addOnCardsFrom(draft, recipe),
    steps: recipe.steps,
    pace: 'own',
    scheduler: recipe.scheduler ?? 'checkpoint',
    sigmas: recipe.sigmas ?? 'checkpoint',
    eta: recipe.eta,
    clipSkip: recipe.clipSkip,
    feather: recipe.feather,
    ...(mode === 'edit'
      ? { keepUnchanged: recipe.keepUnchanged }
      : {
          size,
          enlarge: enlargeChoice(recipe.enlarge ?? 1, { upscaler, size }, { id: recipe.checkpoint, ...size }),
        }),
    ...strengthOf(recipe),
  }
}

/** An edit without one has the strength that it is said to have by itself: all of it under a mask. */
function strengthOf({ image, mask, strength }: Recipe): Partial<Draft> {
  if (strength !== undefined) return { strength }
  return image === undefined ? {} : { strength: mask === undefined ? 0.8 : 1 }
}

/** The recipe's guides, switched on; cards of guides that it does not use stay, switched off. */
function cardsFrom(draft: Draft, uses: readonly GuideUse[]): Draft['guides'] {
  const used = uses.filter(({ id }) => !guideMetas.get(id)?.automatic)
  const others = draft.guides.filter((card) => !used.some(({ id }) => id === card.id))
  const keys = used.map(({ key }) => key)
  return [
    ...others.filter(({ key }) => !keys.includes(key)).map((card) => ({ ...card, enabled: false })),
    ...used.map((use) => ({ ...use, enabled: true })),
  ]
}
