// Settings that another program wrote into its picture, put into the edit panel as far as they mean something here.
import { guideMetas } from '../../workers/guidance/list'
import type { ParametersRecipe } from '../files/recipe-text/readParameters'
import type { GuideMeta } from '../shared/guideMeta'
import type { Draft, GuideCard } from '../state/settings'
import { newCard } from './guideCards'

/** The draft with those settings; its mode and checkpoint stay, since that program's model need not be known here. */
export function draftFromParameters(draft: Draft, given: ParametersRecipe): Draft {
  const { prompt, negativePrompt, seed, steps, scheduler, sigmas, strength } = given
  let { guides } = draft
  for (const meta of guideMetas.values()) guides = withParameters(guides, draft, meta, given)
  return {
    ...draft,
    guides,
    ...(prompt !== undefined && { text: { ...draft.text, [draft.mode]: prompt } }),
    ...(negativePrompt !== undefined && { negativePrompt }),
    ...(seed !== undefined && { seed, seedLocked: true }),
    ...(steps !== undefined && { steps }),
    ...(scheduler !== undefined && { scheduler, sigmas: sigmas ?? 'checkpoint' }),
    ...(strength !== undefined && { strength }),
  }
}

/** The cards with what a guide knows under other programs' names. A picture's guidance scale means the guide that has all its names. */
function withParameters(
  cards: readonly GuideCard[],
  draft: Draft,
  meta: GuideMeta,
  given: ParametersRecipe,
): readonly GuideCard[] {
  const names = Object.entries(meta.knownAs ?? {})
  const values = Object.fromEntries(
    names.flatMap(([field, name]) => (given[name] === undefined ? [] : [[field, given[name]]])),
  )
  const instructs = given.imageGuidanceScale !== undefined
  if (Object.keys(values).length === 0 || (meta.instructs ?? false) !== instructs) return cards
  const card = cards.find(({ id }) => id === meta.id) ?? newCard(draft, meta)
  const next = { ...card, values: { ...card.values, ...values } }
  return [...cards.filter((other) => other.id !== meta.id), next]
}
