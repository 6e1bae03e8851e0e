// A recipe's guides as another program has them, each with all of its uses, in the order of application.
import { PalimpsestError } from '../shared/errors'
import { guides, type ListedGuide } from '../../workers/guidance/list'
import type { GuideMeta } from '../shared/guideMeta'
import type { Message } from '../shared/message'
import { readPart } from '../shared/readPart'
import type { GuideUse, Recipe } from '../shared/recipe'
import { messages } from './messages'

interface OtherPart {
  /** What these uses ask for that the program does not have. */
  readonly lacks?: (uses: readonly GuideUse[]) => Message | undefined
  /** It has a first and a last step there too. */
  readonly hasRange?: true
}

/** A guide of the recipe with all of its uses. */
export interface UsedPart<Part> {
  readonly meta: GuideMeta
  readonly part: Part
  readonly uses: readonly GuideUse[]
}

/**
 * @param partOf how a guide's part is loaded; nothing where the program has none
 * @param lacking the error to throw for a guide, or for what of it the program does not have
 */
export async function partsOf<Part extends OtherPart>(
  recipe: Recipe,
  partOf: (guide: ListedGuide) => (() => Promise<Part>) | undefined,
  lacking: (meta: GuideMeta, what?: Message) => Error,
): Promise<readonly UsedPart<Part>[]> {
  for (const { id, mask } of recipe.addOns ?? [])
    if (mask !== undefined) throw new PalimpsestError(messages.maskedAddOn({ addOn: id }))
  const found: UsedPart<Part>[] = []
  for (const guide of guides) {
    const { meta } = guide
    const uses = recipe.guides.filter(({ id }) => id === meta.id)
    if (uses.length === 0) continue
    const load = partOf(guide)
    if (!load) throw lacking(meta)
    const part = await readPart(load)
    const lack = part.lacks?.(uses)
    if (lack !== undefined) throw lacking(meta, lack)
    if (uses.some(({ mask }) => mask !== undefined)) throw lacking(meta, messages.ownMask())
    if (!part.hasRange && uses.some(({ range: [first, last] }) => first > 0 || last < 1))
      throw lacking(meta, messages.partOfSteps())
    found.push({ meta, part, uses })
  }
  return found
}
