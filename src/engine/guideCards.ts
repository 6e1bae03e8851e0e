// The guides' cards of the edit panel: the base guidance that the checkpoint brings, and those that the person added.
import { guideMetas } from '../../workers/guidance/list'
import type { GuideValues } from '../shared/guideFields'
import type { GuideMeta } from '../shared/guideMeta'
import { withImpliedUses, type ChannelFacts } from '../shared/guidePlan'
import { freeKey } from '../shared/guideUses'
import { keptValues, unusedValues } from '../shared/guideValues'
import { heldUnused, unused, withUnused } from '../shared/unusedFields'
import type { Draft, GuideCard } from '../state/settings'

/** The guide of the base guidance that runs with a checkpoint, where the recipe names none. */
export function baseMetaOf(channels: ChannelFacts): GuideMeta {
  const implied = withImpliedUses([], { image: 'image' }, channels, guideMetas)
  const base = implied.flatMap(({ id }) => guideMetas.get(id) ?? []).find(({ role }) => role === 'base')
  if (!base) throw new RangeError('No guide is the base guidance of this checkpoint.')
  return base
}

/** Some checkpoints take orders in an edit; the others are told what the picture shows. */
export const takesOrders = ({ mode }: Pick<Draft, 'mode'>, checkpoint: ChannelFacts | undefined): boolean =>
  mode === 'edit' && (!checkpoint || baseMetaOf(checkpoint).instructs === true)

/** What an instruction says where only the new area of a canvas is to be filled. Checkpoints read English. */
export const extendingInstruction = 'extend the picture'

/** The card of the base guidance: as the person left it, or with what suits the checkpoint, or else with its defaults. */
export function baseCardOf(draft: Draft, channels: ChannelFacts): GuideCard {
  const meta = baseMetaOf(channels)
  const stored = draft.guides.find(({ id }) => id === meta.id)
  return stored ? completed(stored, meta, draft) : newCard(draft, meta)
}

/** Why a card is left out of the edit for now: it comes back with another checkpoint, or when a picture is edited. */
export type Rest = 'channels' | 'picture' | 'xl'

export interface AddedCard {
  readonly card: GuideCard
  readonly meta: GuideMeta
  readonly rest?: Rest
  /** The checkpoint does not run without it: it cannot be switched off. */
  readonly implied?: true
}

/** The cards besides the base guidance, in order of application; those of one guide in the person's own. */
export function addedCards(draft: Draft, channels: ChannelFacts): AddedCard[] {
  const order = [...guideMetas.keys()]
  const implied = impliedMetas(draft, channels)
  const missing = implied.filter(({ id }) => !draft.guides.some((card) => card.id === id))
  return [...draft.guides, ...missing.map((meta) => newCard(draft, meta))]
    .flatMap((stored): AddedCard[] => {
      const meta = guideMetas.get(stored.id)
      if (!meta || !isAddable(meta)) return []
      const card = completed(stored, meta, draft)
      if (implied.includes(meta)) return [{ card: { ...card, enabled: true }, meta, implied: true }]
      const rest = restOf(meta, draft, channels)
      return [{ card, meta, ...(rest && { rest }) }]
    })
    .toSorted((a, b) => order.indexOf(a.meta.id) - order.indexOf(b.meta.id))
}

/** Cards of guides that this version does not have: they are kept for one that does. */
export const unknownCards = ({ guides }: Pick<Draft, 'guides'>): readonly GuideCard[] =>
  guides.filter(({ id }) => !guideMetas.has(id))

/** What the checkpoint brings besides its base guidance and has settings: a depth checkpoint its depth. */
function impliedMetas({ mode }: Draft, channels: ChannelFacts): GuideMeta[] {
  const recipe = mode === 'edit' ? { image: 'image' } : {}
  return withImpliedUses([], recipe, channels, guideMetas)
    .flatMap(({ id }) => guideMetas.get(id) ?? [])
    .filter(isAddable)
}

/** The added cards that are part of the edit. */
export const actingCards = (draft: Draft, channels: ChannelFacts): AddedCard[] =>
  addedCards(draft, channels).filter(({ card, rest }) => card.enabled && rest === undefined)

/** Cards that are switched off, of guides that the edit would imply all the same, with the values under which they do nothing. */
export const silencedCards = (draft: Draft, channels: ChannelFacts): GuideCard[] =>
  addedCards(draft, channels).flatMap(({ card, meta }) =>
    card.enabled || !meta.whenOff ? [] : [{ ...card, values: { ...card.values, ...meta.whenOff } }],
  )

/** Whether a person adds it; the others come by themselves. */
export const isAddable = ({ role, automatic }: GuideMeta): boolean => role !== 'base' && !automatic

export function restOf(
  { requires }: GuideMeta,
  { mode }: Pick<Draft, 'mode'>,
  { inChannels, isXl = false }: ChannelFacts,
): Rest | undefined {
  if (requires?.unetChannels && !requires.unetChannels.includes(inChannels)) return 'channels'
  if (requires?.xl && !isXl) return 'xl'
  return requires?.image && mode === 'generate' ? 'picture' : undefined
}

/** A new card of a guide, with a key of its own. */
export function newCard(draft: Draft, meta: GuideMeta): GuideCard {
  const key = freeKey(
    meta.id,
    draft.guides.map((card) => card.key),
  )
  return { id: meta.id, key, enabled: true, range: [0, 1], values: cardValues({}, meta, draft) }
}

/** The size with which a new picture begins once the guide is added, where a person has not set one. */
export function widened(
  { mode, size }: Pick<Draft, 'mode' | 'size'>,
  { widens }: GuideMeta,
  { width, height }: { readonly width: number; readonly height: number },
): Pick<Draft, 'size'> | undefined {
  if (widens === undefined || mode !== 'generate' || size.width > width || size.height > height)
    return undefined
  return { size: { width: width * widens, height } }
}

/** Whether the picture is too small for a guide to have anything to do. */
export const isTooSmall = (
  { widens }: GuideMeta,
  size: { readonly width: number; readonly height: number },
  trained: { readonly width: number; readonly height: number },
): boolean => widens !== undefined && size.width <= trained.width && size.height <= trained.height

/** What a card's guide still takes of stored values; what is missing begins with what suits the checkpoint. */
const cardValues = (stored: GuideValues, { fields, suits }: GuideMeta, draft: Draft): GuideValues =>
  keptValues(fields, stored, suits?.[draft.checkpoint[draft.mode]])

/** A stored card, whatever version of the guide it was stored by: what this one cannot use of its values is set aside. */
function completed(stored: GuideCard, meta: GuideMeta, draft: Draft): GuideCard {
  const { [unused]: asides = {}, ...card } = stored
  const { values: before, ...others } = asides
  const given =
    before && 'within' in before ? withUnused({ ...card.values, [unused]: before.within }) : card.values
  const values = cardValues(given, meta, draft)
  const within = unusedValues(meta, given, values)
  const isUsed = Object.keys(within).length === 0
  return { ...card, values, ...heldUnused({ ...others, ...(!isUsed && { values: { within } }) }) }
}
