// Networks beside the checkpoint that a recipe's guides name.
import { guideMetas } from '../../workers/guidance/list'
import type { Fields, GuideValues } from '../shared/guideFields'
import type { GuideUse } from '../shared/recipe'

/** Their ids, each once. */
export const networksNamedBy = ({
  guides,
  upscaler,
}: {
  readonly guides: readonly GuideUse[]
  readonly upscaler?: string
}): string[] => [
  ...new Set([
    ...guides.flatMap(({ id, values }) => namesIn(guideMetas.get(id)?.fields ?? {}, values)),
    ...(upscaler === undefined ? [] : [upscaler]),
  ]),
]

function namesIn(fields: Fields, values: GuideValues): string[] {
  return Object.entries(fields).flatMap(([id, field]) => {
    const value = values[id]
    if (field.kind === 'list')
      return (value as readonly GuideValues[]).flatMap((item) => namesIn(field.item, item))
    return field.kind === 'network' && typeof value === 'string' && value !== '' ? [value] : []
  })
}
