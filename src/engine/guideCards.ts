// The guides' cards of the edit panel: the base guidance that the checkpoint brings, those that the person added, and those
// that could be added, or why not.
import { guideMetas } from '../../workers/guidance/list'
import type { GuideValues } from '../shared/guideFields'
import type { GuideMeta } from '../shared/guideMeta'
import { whyApart, withImpliedUses, type ChannelFacts } from '../shared/guidePlan'
import { freeKey } from '../shared/guideUses'
import { defaultValues } from '../shared/guideValues'
import type { Draft, GuideCard } from '../state/settings'

/** What an edit begins from. */
export interface CardInputs {
  readonly picture: boolean
  readonly masked: boolean
}

/** The guide of the base guidance that runs with a checkpoint, where the recipe names none. */
export function baseMetaOf(channels: ChannelFacts): GuideMeta {
  const implied = withImpliedUses([], { image: 'image' }, channels, guideMetas)
  const base = implied.flatMap(({ id }) => guideMetas.get(id) ?? []).find(({ role }) => role === 'base')
  if (!base) throw new RangeError('No guide is the base guidance of this checkpoint.')
  return base
}

/** The card of the base guidance: as the person left it, or with what suits the checkpoint, or else with its defaults. */
export function baseCardOf(draft: Draft, channels: ChannelFacts): GuideCard {
  const meta = baseMetaOf(channels)
  const stored = draft.guides.find(({ id }) => id === meta.id)
  return stored ? completed(stored, meta, draft) : newCard(draft, meta)
}

/** The cards that the person added and that the checkpoint can use, in order of application. */
export function addedCards(draft: Draft, channels: ChannelFacts): GuideCard[] {
  const order = [...guideMetas.keys()]
  return draft.guides
    .flatMap((card) => {
      const meta = guideMetas.get(card.id)
      return meta && isAddable(meta) && takesChannels(meta, channels) ? [completed(card, meta, draft)] : []
    })
    .toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
}

/** A new card of a guide, with a key of its own. */
export function newCard(draft: Draft, meta: GuideMeta): GuideCard {
  const key = freeKey(
    meta.id,
    draft.guides.map((card) => card.key),
  )
  return { id: meta.id, key, enabled: true, range: [0, 1], values: startValues(draft, meta) }
}

const startValues = (draft: Draft, { fields, suits }: GuideMeta): GuideValues => ({
  ...defaultValues(fields),
  ...suits?.[draft.checkpoint[draft.mode]],
})

/** A stored card: a setting that an older version of the guide had is left out, one that is new has its start value. */
function completed(card: GuideCard, meta: GuideMeta, draft: Draft): GuideCard {
  const start = startValues(draft, meta)
  const kept = Object.entries(card.values).filter(([name]) => Object.hasOwn(start, name))
  return {
    ...card,
    key: card.key ?? card.id,
    values: { ...start, ...Object.fromEntries(kept) },
  }
}

const isAddable = ({ role, automatic }: GuideMeta): boolean => role !== 'base' && !automatic

const takesChannels = ({ requires }: GuideMeta, { inChannels }: ChannelFacts): boolean =>
  requires?.unetChannels?.includes(inChannels) ?? true

/** Why a guide cannot be added now. */
export type Refusal =
  | { readonly kind: 'there'; readonly other?: undefined }
  | { readonly kind: 'apart'; readonly other: GuideMeta }
  | { readonly kind: 'picture' | 'mask' | 'checkpoint'; readonly other?: undefined }

export interface OfferedGuide {
  readonly meta: GuideMeta
  readonly refusal?: Refusal
}

/** Every guide that a person may add, and why not where it cannot be. */
export function offeredGuides(draft: Draft, channels: ChannelFacts, inputs: CardInputs): OfferedGuide[] {
  const used = [
    baseMetaOf(channels),
    ...addedCards(draft, channels).flatMap(({ id }) => guideMetas.get(id) ?? []),
  ]
  return [...guideMetas.values()].filter(isAddable).map((meta) => {
    const refusal = refusalOf(meta, used, channels, inputs)
    return { meta, ...(refusal && { refusal }) }
  })
}

function refusalOf(
  meta: GuideMeta,
  used: readonly GuideMeta[],
  channels: ChannelFacts,
  { picture, masked }: CardInputs,
): Refusal | undefined {
  if (!meta.many && used.includes(meta)) return { kind: 'there' }
  if (!takesChannels(meta, channels)) return { kind: 'checkpoint' }
  const other = used.find((one) => whyApart(meta, one) !== undefined)
  if (other) return { kind: 'apart', other }
  if (meta.requires?.image && !picture) return { kind: 'picture' }
  if (meta.requires?.mask && !masked) return { kind: 'mask' }
  return undefined
}
