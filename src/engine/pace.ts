// How much work an edit is to be: three choices that stand for steps, scheduler and a guide that keeps what hardly changes.
import { guideMetas } from '../../workers/guidance/list'
import type { GuideMeta, Pace } from '../shared/guideMeta'
import { whyApart } from '../shared/guidePlan'
import { freeKey } from '../shared/guideUses'
import type { CheckpointSummary } from '../shared/protocol'
import type { Recipe } from '../shared/recipe'
import type { Draft, GuideCard } from '../state/settings'
import { actingCards, newCard } from './guideCards'

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
  const others = draft.guides.filter(({ id }) => id !== meta.id)
  if (!combines({ ...draft, guides: others }, checkpoint, meta))
    return { ...draft, ...withoutCaching[pace], guides: others }
  const values = meta.paces?.[pace]
  const card = draft.guides.find(({ id }) => id === meta.id)
  const cached: GuideCard[] = values
    ? [{ ...(card ?? { ...newCard(draft, meta), folded: true }), enabled: true, range: [0, 1], values }]
    : []
  return { ...draft, ...settings[pace], guides: [...others, ...cached] }
}

/** The pace that the draft is set to; undefined where it is set to none of them. */
export function paceOf(draft: Draft, checkpoint: CheckpointSummary): Pace | undefined {
  const acting = actingCards(draft, checkpoint).find(({ meta }) => meta === cachingMeta())
  return paces.find((pace) => {
    const wanted = atPace(draft, checkpoint, pace)
    const same = (['steps', 'scheduler', 'sigmas'] as const).every((key) => wanted[key] === draft[key])
    const card = wanted.guides.find(({ id }) => id === cachingMeta().id)
    if (!card || !acting) return same && !card && !acting
    return same && sameValues(card, acting.card)
  })
}

const sameValues = (a: GuideCard, b: GuideCard): boolean =>
  a.range.join() === b.range.join() &&
  Object.entries(a.values).every(([field, value]) => b.values[field] === value)

const combines = (draft: Draft, checkpoint: CheckpointSummary, meta: GuideMeta): boolean =>
  actingCards(draft, checkpoint).every((other) => whyApart(meta, other.meta) === undefined)
