// From a recipe and a checkpoint to the guides of a run: the recipe's own, those that it implies, in order, checked, made.
import { PalimpsestError } from '../../src/shared/errors'
import { checkUses, withImpliedUses, type ChannelFacts } from '../../src/shared/guidePlan'
import { readPart } from '../../src/shared/readPart'
import type { GuideUse, Recipe } from '../../src/shared/recipe'
import type { GuideEnvironment } from '../diffusion/environment'
import type { ActiveGuide } from '../diffusion/guide'
import { configObject, SchedulerOptions } from '../diffusion/schedulers/schedulerConfig'
import { actsEverywhere, maskedGuide } from '../diffusion/maskedGuide'
import type { GuideDefinition } from '../guidance/defineGuide'
import { guideMetas, guides } from '../guidance/list'
import { messages } from './messages'

/** The recipe with the guides that it implies, in order of application. */
export function withImpliedGuides(recipe: Recipe, channels: ChannelFacts): Recipe {
  return { ...recipe, guides: withImpliedUses(recipe.guides, recipe, channels, guideMetas) }
}

/** A use of a guide and the guide's code. */
export interface PlannedGuide {
  readonly use: GuideUse
  readonly definition: GuideDefinition
}

/**
 * Reads the code of a recipe's guides, once everything that they require is there.
 * @throws PalimpsestError('recipe') in words, before the job starts.
 */
export async function planGuides(
  recipe: Recipe,
  { traits, schedulerConfig }: { readonly traits: ChannelFacts; readonly schedulerConfig: unknown },
): Promise<readonly PlannedGuide[]> {
  const scheduler = recipe.scheduler ?? new SchedulerOptions(configObject(schedulerConfig)).writtenFor
  checkUses(recipe.guides, { ...recipe, ...(scheduler && { scheduler }) }, traits, guideMetas)
  return Promise.all(
    recipe.guides.map(async (use) => ({ use, definition: await readPart(listed(use.id).load) })),
  )
}

function listed(id: string) {
  const found = guides.find(({ meta }) => meta.id === id)
  if (!found) throw new RangeError(`parseRecipe let the unknown guide "${id}" through.`)
  return found
}

/**
 * Makes the guides, one after the other, in order: what they draw from the main stream is drawn in that order (ADR 0003).
 * Where one cannot be made, those before it are disposed of.
 */
export async function createGuides(
  planned: readonly PlannedGuide[],
  environmentOf: (key: string) => GuideEnvironment,
): Promise<readonly ActiveGuide[]> {
  const made: ActiveGuide[] = []
  try {
    for (const { use, definition } of planned) {
      const { id, key, range, mask, values } = use
      const { role } = definition.meta
      const env = environmentOf(key)
      const whole = await definition.create(values, env)
      const [, , height, width] = env.latentShape as readonly [number, number, number, number]
      if (mask !== undefined && actsEverywhere(whole))
        throw new PalimpsestError(messages.noMaskTaken({ guide: id }))
      const guide = mask === undefined ? whole : maskedGuide(whole, env.pictureMask(mask), [height, width])
      made.push({ id, key, role, guide, range })
    }
  } catch (error) {
    disposeOf(made)
    throw error
  }
  return made
}

export function disposeOf(made: readonly ActiveGuide[]): void {
  for (const { guide } of made) guide.dispose?.()
}
