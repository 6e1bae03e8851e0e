import type { GuideMetas } from '../guideMeta'
import type { GuideUse } from '../recipe'
import type { PromptSyntax } from './promptSyntax'

/** In which syntax a run's prompts are read: as the guide says that reads one; without such a guide, as they stand. */
export function syntaxOfUses(uses: readonly GuideUse[], metas: GuideMetas): PromptSyntax {
  const [syntax] = uses.flatMap(({ id, values }) => metas.get(id)?.readsPrompts?.(values) ?? [])
  return syntax ?? 'none'
}
