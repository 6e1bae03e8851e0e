// From what stands in the edit panel to a recipe, and back.
import { defaultValues, type GuideMeta } from '../shared/guideFields'
import type { CheckpointSummary } from '../shared/protocol'
import { recipeVersion, type Recipe } from '../shared/recipe'
import type { Draft, GuideCard } from '../state/settings'
import { bundledCheckpoints } from './bundledCheckpoints'
import { guideMetas } from './guideMetas'
import { workingSize } from './workingSize'

/** Guides that the engine adds by itself, from the mask, the picture and the strength. */
const impliedByInputs = ['image-to-image', 'inpaint']
const unetChannels: Readonly<Record<CheckpointSummary['kind'], number>> = {
  'text-to-image': 4,
  'instruct-pix2pix': 8,
  inpaint: 9,
  depth: 5,
}

/** The base guidance that a kind of checkpoint runs with. */
export const baseGuideOf = (kind: CheckpointSummary['kind']): string =>
  kind === 'instruct-pix2pix' ? 'instruct-pix2pix' : 'classifier-free'

/** Whether a guide's card can be used with a checkpoint. */
function fitsCheckpoint({ requires }: GuideMeta, kind: CheckpointSummary['kind']): boolean {
  return requires?.unetChannels?.includes(unetChannels[kind]) ?? true
}

/** Guides that a person may add for a kind of checkpoint, besides its base guidance. */
export const addableGuides = (kind: CheckpointSummary['kind']): GuideMeta[] =>
  [...guideMetas.values()].filter(
    (meta) =>
      !impliedByInputs.includes(meta.id) &&
      !['instruct-pix2pix', 'classifier-free'].includes(meta.id) &&
      fitsCheckpoint(meta, kind),
  )

/** A guide's card as the panel shows it: the stored one, or one with what suits the checkpoint, or else with the defaults. */
export function cardOf(draft: Draft, id: string): GuideCard {
  const stored = draft.guides.find((card) => card.id === id)
  const meta = guideMetas.get(id)
  const defaults = defaultValues(meta?.fields ?? {})
  // A setting that an older version of the guide had is left out, one that is new has its default.
  const kept = Object.entries(stored?.values ?? {}).filter(([name]) => Object.hasOwn(defaults, name))
  return {
    id,
    enabled: stored?.enabled ?? true,
    range: stored?.range ?? [0, 1],
    values: {
      ...defaults,
      ...bundledCheckpoints[draft.checkpoint[draft.mode]]?.[id],
      ...Object.fromEntries(kept),
    },
  }
}

/** Whether an edit starts from the picture, as noisy as the strength says. */
const actsByStrength = (draft: Draft, kind: CheckpointSummary['kind'], masked: boolean): boolean =>
  kind !== 'instruct-pix2pix' && (!masked || draft.strength < 1)

/** Whether an edit would run no step and change nothing: of all steps, the last floor(steps x strength) are run. */
export const leavesNoStep = (draft: Draft, kind: CheckpointSummary['kind'], masked: boolean): boolean =>
  draft.mode === 'edit' &&
  actsByStrength(draft, kind, masked) &&
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
  const { kind } = checkpoint
  const base = baseGuideOf(kind)
  const added = draft.guides.filter(
    ({ id, enabled }) => enabled && addableGuides(kind).some((meta) => meta.id === id),
  )
  const guides = [cardOf(draft, base), ...added.map(({ id }) => cardOf(draft, id))]
  const usesStrength = picture !== undefined && actsByStrength(draft, kind, masked)
  return {
    version: recipeVersion,
    checkpoint: checkpoint.id,
    prompt: draft.text[draft.mode],
    negativePrompt: draft.negativePrompt,
    seed,
    steps: draft.steps,
    ...(draft.scheduler !== 'checkpoint' && { scheduler: draft.scheduler }),
    eta: 0,
    karrasSigmas: false,
    clipSkip: 0,
    ...(picture ? workingSize(picture, checkpoint) : { width: checkpoint.width, height: checkpoint.height }),
    ...(picture && { image: 'image' }),
    ...(picture && masked && { mask: 'mask' }),
    ...(usesStrength && { strength: draft.strength }),
    feather: draft.feather,
    keepUnchanged: picture !== undefined && draft.keepUnchanged,
    guides: guides.map(({ id, values, range }) => ({ id, values, range })),
  }
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
  const others = draft.guides.map((card) => ({ ...card, enabled: false }))
  const used = recipe.guides
    .filter(({ id }) => !impliedByInputs.includes(id))
    .map((use) => ({ ...use, enabled: true }))
  const guides = { guides: [...others.filter(({ id }) => !used.some((use) => use.id === id)), ...used] }
  if (part) return { ...draft, ...{ prompt, seed, guides }[part] }
  return {
    ...draft,
    ...prompt,
    ...seed,
    ...guides,
    checkpoint: { ...draft.checkpoint, [mode]: recipe.checkpoint },
    steps: recipe.steps,
    scheduler: recipe.scheduler ?? 'checkpoint',
    feather: recipe.feather,
    ...(mode === 'edit' && { keepUnchanged: recipe.keepUnchanged }),
    ...(recipe.strength !== undefined && { strength: recipe.strength }),
  }
}
