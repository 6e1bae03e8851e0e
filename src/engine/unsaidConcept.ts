import type { GuideMeta } from '../shared/guideMeta'
import { namesAnyOf } from '../shared/prompt/saidWords'
import type { Draft, GuideCard } from '../state/settings'

/** What a card names that the prompt should name too, and does not. */
export function unsaidConcept(
  { text, mode }: Pick<Draft, 'text' | 'mode'>,
  { values }: Pick<GuideCard, 'values'>,
  { fields }: GuideMeta,
): string | undefined {
  return Object.entries(fields)
    .filter(([, field]) => field.kind === 'prompt' && field.inPrompt)
    .map(([id]) => String(values[id] ?? '').trim())
    .find((concept) => concept !== '' && !namesAnyOf(text[mode], concept))
}
