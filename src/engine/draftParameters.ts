// Settings that another program wrote into its picture, put into the edit panel as far as they mean something here.
import { guideMetas } from '../../workers/guidance/list'
import type { ParametersRecipe } from '../files/recipe-text/readParameters'
import type { GuideMeta } from '../shared/guideMeta'
import type { Draft, GuideCard } from '../state/settings'
import { newCard } from './guideCards'

interface RestoredDraft {
  readonly draft: Draft
  /** Names of settings, as that program writes them, that mean nothing here or nothing now. */
  readonly leftOut: readonly string[]
}

/**
 * The draft with those settings. What that program did not have is taken out: guides and add-ons are switched off, and what the text does
 * not name has the value that it has by itself. The mode stays, and so does what belongs to the picture here: strength and feather.
 * @param knows whether a checkpoint of that name can be chosen here
 */
export function draftFromParameters(
  draft: Draft,
  given: ParametersRecipe,
  knows: (checkpoint: string) => boolean,
): RestoredDraft {
  const { prompt, negativePrompt, seed, steps, scheduler, sigmas, strength, model } = given
  const { mode } = draft
  const silenced = draft.guides.map((card) => ({ ...card, enabled: false }))
  let guides: readonly GuideCard[] = silenced
  for (const meta of guideMetas.values()) guides = withParameters(guides, draft, meta, given)
  const isKnown = model !== undefined && knows(model)
  const size = given.width !== undefined && given.height !== undefined
  const next: Draft = {
    ...draft,
    guides,
    addOns: draft.addOns.map((card) => ({ ...card, enabled: false })),
    text: { ...draft.text, [mode]: prompt ?? '' },
    negativePrompt: negativePrompt ?? '',
    ...(seed !== undefined && { seed }),
    seedLocked: seed !== undefined,
    pace: 'own',
    ...(steps !== undefined && { steps }),
    scheduler: scheduler ?? 'checkpoint',
    sigmas: sigmas ?? 'checkpoint',
    eta: given.eta ?? 0,
    clipSkip: given.clipSkip ?? 0,
    ...(mode === 'edit' && strength !== undefined && { strength }),
    ...(mode === 'generate' && {
      size: size ? { width: given.width, height: given.height } : { width: 0, height: 0 },
      enlarge: 0,
    }),
    ...(isKnown && { checkpoint: { ...draft.checkpoint, [mode]: model } }),
  }
  const leftOut = [
    ...(model !== undefined && !isKnown ? ['Model'] : []),
    // An edit has the size of its picture, and only an edit has a strength.
    ...(size && mode === 'edit' ? ['Size'] : []),
    ...(strength !== undefined && mode === 'generate' ? ['Denoising strength'] : []),
    ...(given.guidanceScale !== undefined && guides === silenced ? ['CFG scale'] : []),
  ]
  return { draft: next, leftOut }
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
  const next = { ...card, enabled: true, values: { ...card.values, ...values } }
  return [...cards.filter((other) => other.id !== meta.id), next]
}
