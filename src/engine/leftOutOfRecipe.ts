// What a recipe says and the panel cannot hold.
import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { Recipe } from '../shared/recipe'
import type { Draft } from '../state/settings'
import { recipeFromDraft } from './draftRecipe'

/** Told apart from this, or named anew each time. */
const told: readonly (keyof Recipe)[] = ['version', 'image', 'mask', 'addOns']

/**
 * Names of the settings of a recipe that the panel, which it was put into, would give otherwise.
 * @param picture the size of the picture that is edited next
 */
export function leftOutOfRecipe(
  recipe: Recipe,
  draft: Draft,
  checkpoint: CheckpointSummary,
  picture: { readonly width: number; readonly height: number },
): readonly string[] {
  const again = recipeFromDraft({
    draft,
    checkpoint,
    seed: draft.seed,
    masked: recipe.mask !== undefined,
    ...(recipe.image !== undefined && { picture }),
  })
  const keys = new Set([...Object.keys(recipe), ...Object.keys(again)] as (keyof Recipe)[])
  return [...keys].filter((key) => !told.includes(key) && plain(recipe[key]) !== plain(again[key]))
}

/** As text, whatever the order of keys and of guides. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plain).toSorted().join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  const pairs = Object.entries(value).filter(([, part]) => part !== undefined)
  return `{${pairs
    .map(([key, part]) => `${key}:${plain(part)}`)
    .toSorted()
    .join()}}`
}
