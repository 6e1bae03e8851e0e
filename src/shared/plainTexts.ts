// Recipes of version 1 read prompts as they stand: "(cat:1.3)" is six tokens there. Guides that read more in a text are in them, off.
import type { GuideMetas } from './guideMeta'
import { freeKey } from './guideUses'
import { defaultValues } from './guideValues'
import type { GuideUse } from './recipe'

interface Written {
  readonly version: number
  readonly prompt: string
  readonly negativePrompt: string
}

/** The uses of a recipe; of one of version 1 with those that keep its texts as they stand. */
export function withPlainTexts(
  uses: readonly GuideUse[],
  { version, prompt, negativePrompt }: Written,
  metas: GuideMetas,
): readonly GuideUse[] {
  if (version > 1) return uses
  const facts = {
    image: false,
    mask: false,
    inChannels: 4,
    latentChannels: 4,
    has: () => false,
    usesPicture: false,
    usesMask: false,
    inverts: false,
    fillsChannels: false,
    texts: [prompt, negativePrompt],
  }
  const off = [...metas.values()].flatMap((meta): GuideUse[] => {
    const { id, role, fields, whenOff, impliedBy } = meta
    if (role !== 'text' || !whenOff || !impliedBy?.(facts) || uses.some((use) => use.id === id)) return []
    const key = freeKey(
      id,
      uses.map((use) => use.key),
    )
    return [{ id, key, values: { ...defaultValues(fields), ...whenOff }, range: [0, 1] }]
  })
  return [...off, ...uses]
}
