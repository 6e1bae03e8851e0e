// Settings that another program wrote into its picture, put into the edit panel as far as they mean something here.
import type { ParametersRecipe } from '../files/recipe-text/readParameters'
import type { Draft, GuideCard } from '../state/settings'
import { cardOf } from './draftRecipe'

/** The draft with those settings; its mode and checkpoint stay, since that program's model need not be known here. */
export function draftFromParameters(draft: Draft, given: ParametersRecipe): Draft {
  const { prompt, negativePrompt, seed, steps, scheduler, strength, guidanceScale, imageGuidanceScale } =
    given
  const guides = withValues(
    withValues(draft.guides, draft, 'classifier-free', { scale: guidanceScale }),
    draft,
    'instruct-pix2pix',
    {
      textScale: imageGuidanceScale === undefined ? undefined : guidanceScale,
      imageScale: imageGuidanceScale,
    },
  )
  return {
    ...draft,
    guides,
    ...(prompt !== undefined && { text: { ...draft.text, [draft.mode]: prompt } }),
    ...(negativePrompt !== undefined && { negativePrompt }),
    ...(seed !== undefined && { seed, seedLocked: true }),
    ...(steps !== undefined && { steps }),
    ...(scheduler !== undefined && { scheduler }),
    ...(strength !== undefined && { strength }),
  }
}

function withValues(
  cards: readonly GuideCard[],
  draft: Draft,
  id: string,
  values: Readonly<Record<string, number | undefined>>,
): readonly GuideCard[] {
  const given = Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== undefined)
  if (given.length === 0) return cards
  const card = cardOf(draft, id)
  const next = { ...card, values: { ...card.values, ...Object.fromEntries(given) } }
  return [...cards.filter((other) => other.id !== id), next]
}
