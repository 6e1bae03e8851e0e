// How much work an edit is to be: three choices that stand for steps, scheduler, a guide that keeps what hardly changes, and an
// add-on for few steps where the checkpoint has one.
import { guideMetas } from '../../workers/guidance/list'
import type { GuideMeta, Pace } from '../shared/guideMeta'
import { whyApart } from '../shared/guidePlan'
import { freeKey } from '../shared/guideUses'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { Recipe } from '../shared/recipe'
import type { Draft, GuideCard } from '../state/settings'
import { actingAddOns } from './draftAddOns'
import { recipeFromDraft } from './draftRecipe'
import { fewStepCheckpoints, fewStepSetting, isBundledAddOn, unguided, type BundledAddOn } from './fewSteps'
import { actingCards, baseCardOf, newCard, type AddedCard } from './guideCards'

export const paces: readonly Pace[] = ['quality', 'balanced', 'fast']

type Setting = Pick<Draft, 'steps' | 'scheduler' | 'sigmas'>

const own = { scheduler: 'checkpoint', sigmas: 'checkpoint' } as const
const multistep = { scheduler: 'unipc', sigmas: 'checkpoint' } as const

/** docs/measured.md has what they cost and how well they do. */
const settings: Readonly<Record<Pace, Setting>> = {
  quality: { steps: 20, ...own },
  balanced: { steps: 20, ...own },
  fast: { steps: 10, ...multistep },
}

/** Where the caching does not go with the guides of the edit: fewer steps instead. */
const withoutCaching: Readonly<Record<Pace, Setting>> = {
  quality: settings.quality,
  balanced: { steps: 12, ...multistep },
  fast: { steps: 8, ...multistep },
}

/** Whether there is a choice: a checkpoint that was distilled to a few steps has a pace of its own. */
export const hasPaces = ({ scheduler }: CheckpointSummary): boolean =>
  scheduler !== 'lcm' && scheduler !== 'tcd'

/** The person's add-ons that act. */
export const ownAddOns = (draft: Draft, checkpoint: CheckpointSummary): readonly string[] =>
  actingAddOns(draft, checkpoint).flatMap(({ id }) => (isBundledAddOn(id) ? [] : id))

/** Whether a pace sets the guide: the base guidance, and what keeps what hardly changes. */
export function paceSets(id: string): boolean {
  const meta = guideMetas.get(id)
  return meta?.role === 'base' || meta?.paces !== undefined
}

/** The acting cards that no pace sets. */
export const otherCards = (draft: Draft, checkpoint: CheckpointSummary): AddedCard[] =>
  actingCards(draft, checkpoint).filter(({ meta }) => meta.paces === undefined)

/**
 * The pace that suits a checkpoint with what is used with it. Four steps without guidance do nearly as well as twenty where the
 * checkpoint needs no add-on for them (docs/measured.md); they are for the checkpoint alone.
 */
export function suitedPace(draft: Draft, checkpoint: CheckpointSummary): Pace {
  const few = fewStepCheckpoints.get(checkpoint.id)
  const alone =
    draft.negativePrompt.trim() === '' &&
    ownAddOns(draft, checkpoint).length === 0 &&
    otherCards(draft, checkpoint).length === 0
  return few && !few.addOn && alone ? 'fast' : 'quality'
}

/**
 * The draft after the checkpoint or what is used with it has changed: at the pace that suits, unless the person has set it. Few
 * steps without guidance become another fast pace where they do not go on.
 * @param isOther the checkpoint has changed
 */
export function paceAhead(draft: Draft, checkpoint: CheckpointSummary, isOther = false): Draft {
  if (draft.pace === 'suited') return atPace(draft, checkpoint, suitedPace(draft, checkpoint))
  const goesOn = !isOther && otherCards(draft, checkpoint).length === 0
  return hasFewSteps(draft) && !goesOn ? atPace(draft, checkpoint, 'fast') : draft
}

/** A recipe that keeps what hardly changes as the fast pace does, where that goes with its guides. */
export function withFastCaching(recipe: Recipe): Recipe {
  const meta = cachingMeta()
  const values = meta.paces?.fast
  const others = recipe.guides.flatMap(({ id }) => guideMetas.get(id) ?? [])
  if (!values || others.some((other) => other === meta || whyApart(meta, other) !== undefined)) return recipe
  const key = freeKey(
    meta.id,
    recipe.guides.map((use) => use.key),
  )
  return { ...recipe, guides: [...recipe.guides, { id: meta.id, key, values, range: [0, 1] }] }
}

/** The guide that keeps what hardly changes. */
function cachingMeta(): GuideMeta {
  const meta = [...guideMetas.values()].find(({ paces }) => paces !== undefined)
  if (!meta) throw new RangeError('No guide has settings for paces.')
  return meta
}

/** What the draft becomes at a pace. */
export function atPace(draft: Draft, checkpoint: CheckpointSummary, pace: Pace): Draft {
  const meta = cachingMeta()
  const card = draft.guides.find(({ id }) => id === meta.id)
  const plain = withoutFewSteps({ ...draft, guides: draft.guides.filter((other) => other !== card) })
  const few = fewStepCheckpoints.get(checkpoint.id)
  if (pace === 'fast' && few && actingCards(plain, checkpoint).length === 0)
    return withFewSteps(plain, checkpoint, few.addOn)
  if (!combines(plain, checkpoint, meta)) return { ...plain, ...withoutCaching[pace] }
  const values = meta.paces?.[pace]
  const cached: GuideCard[] = values
    ? [{ ...(card ?? { ...newCard(draft, meta), folded: true }), enabled: true, range: [0, 1], values }]
    : []
  return { ...plain, ...settings[pace], guides: [...plain.guides, ...cached] }
}

/** Four steps without guidance, with the checkpoint's add-on where it needs one. */
function withFewSteps(draft: Draft, checkpoint: CheckpointSummary, addOn: BundledAddOn | undefined): Draft {
  const base = baseCardOf(draft, checkpoint)
  return {
    ...draft,
    ...fewStepSetting,
    sigmas: 'checkpoint',
    guides: [...draft.guides.filter(({ id }) => id !== base.id), unguided(base)],
    addOns: [
      ...draft.addOns.filter(({ id }) => id !== addOn?.id),
      ...(addOn ? [{ id: addOn.id, enabled: true, strength: 1 }] : []),
    ],
  }
}

/** Whether the guidance is switched off, as it is for few steps. */
const isUnguided = ({ id, values }: GuideCard): boolean => {
  const { role, whenOff } = guideMetas.get(id) ?? {}
  return (
    role === 'base' &&
    whenOff !== undefined &&
    Object.entries(whenOff).every(([field, value]) => values[field] === value)
  )
}

/** Whether the draft is set to few steps without guidance, for this checkpoint or another. */
export const hasFewSteps = ({ scheduler, guides }: Draft): boolean =>
  scheduler === fewStepSetting.scheduler && guides.some(isUnguided)

/** The draft as it is without: guidance is what suits the checkpoint again. */
function withoutFewSteps(draft: Draft): Draft {
  if (!hasFewSteps(draft)) return draft
  return {
    ...draft,
    guides: draft.guides.filter((card) => !isUnguided(card)),
    addOns: draft.addOns.filter(({ id }) => !isBundledAddOn(id)),
  }
}

/** The pace that the draft is set to: choosing it would not change the recipe. Undefined where it is set to none of them. */
export function paceOf(draft: Draft, checkpoint: CheckpointSummary): Pace | undefined {
  const recipe = recipeText(draft, checkpoint)
  return paces.find((pace) => recipeText(atPace(draft, checkpoint, pace), checkpoint) === recipe)
}

/** All that decides how much work an edit is. */
function recipeText(draft: Draft, checkpoint: CheckpointSummary): string {
  const { guides, ...rest } = recipeFromDraft({ draft, checkpoint, seed: 0, masked: false })
  return JSON.stringify([rest, guides.toSorted((one, other) => (one.key < other.key ? -1 : 1))])
}

const combines = (draft: Draft, checkpoint: CheckpointSummary, meta: GuideMeta): boolean =>
  actingCards(draft, checkpoint).every((other) => whyApart(meta, other.meta) === undefined)
