// How the prompts of the panel will be read: by the card that says so, or as where there is none.
import { guideMetas } from '../../workers/guidance/list'
import type { GuideMeta } from '../shared/guideMeta'
import { defaultValues } from '../shared/guideValues'
import type { PromptSyntax } from '../shared/prompt/promptSyntax'
import type { Draft } from '../state/settings'

/** The guide that reads the syntax of prompts. */
export const readingMeta: GuideMeta | undefined = [...guideMetas.values()].find(
  ({ readsPrompts }) => readsPrompts !== undefined,
)

/** In which syntax the draft's prompts are read; a card that is switched off reads none. */
export function promptSyntaxOf({ guides }: Pick<Draft, 'guides'>): PromptSyntax {
  if (!readingMeta?.readsPrompts) return 'none'
  const card = guides.find(({ id }) => id === readingMeta?.id)
  if (card && !card.enabled) return 'none'
  return readingMeta.readsPrompts({ ...defaultValues(readingMeta.fields), ...card?.values })
}
