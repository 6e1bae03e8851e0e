// Recipes as documents, galleries and files hold them: the JSON that was saved, whoever saved it. It is never rewritten, so that
// what this program cannot run (a guide that it does not have, a value out of range, a later version) opens all the same and is
// saved again unchanged. It is read when it is to be run, put into the panel, or shown.
import { reportOf, type ErrorReport } from './errors'
import type { GuideMetas } from './guideMeta'
import { parseRecipe, type Recipe } from './recipe'

/** The JSON of a recipe, not checked: every recipe is one. */
export type SavedRecipe = unknown

/** A saved recipe as this program can use it, or why it cannot. */
export type ReadRecipe =
  | { readonly recipe: Recipe; readonly problem?: undefined }
  | { readonly recipe?: undefined; readonly problem: ErrorReport }

/**
 * Reads a saved recipe. Nothing that was saved makes it throw.
 * @param metas every guide that may be used, by id
 */
export function readSavedRecipe(saved: SavedRecipe, metas: GuideMetas): ReadRecipe {
  try {
    return { recipe: parseRecipe(saved, metas) }
  } catch (error) {
    return { problem: reportOf(error) }
  }
}

/** Letters of a text that are shown; what was saved could be a book. */
const longest = 10_000

/** What a saved recipe says of itself, as far as it is of the kind that people are shown: texts and finite numbers. */
export type RecipeFacts = Readonly<Record<string, string | number>>

/** The plain settings of any saved recipe, runnable or not. */
export function factsOf(saved: SavedRecipe): RecipeFacts {
  if (typeof saved !== 'object' || saved === null) return {}
  const facts: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(saved) as [string, unknown][])
    if (typeof value === 'string') facts[name] = value.slice(0, longest)
    else if (typeof value === 'number' && Number.isFinite(value)) facts[name] = value
  return facts
}

/** The prompt of any saved recipe; empty where it has none. */
export const promptOf = (saved: SavedRecipe): string => {
  const { prompt } = factsOf(saved)
  return typeof prompt === 'string' ? prompt : ''
}

/** The ids of the guides that any saved recipe names. */
export function guidesOf(saved: SavedRecipe): readonly string[] {
  if (typeof saved !== 'object' || saved === null || !('guides' in saved)) return []
  const { guides } = saved
  if (!Array.isArray(guides)) return []
  return guides
    .map((use: unknown) => (typeof use === 'object' && use !== null && 'id' in use ? use.id : undefined))
    .filter((id): id is string => typeof id === 'string')
}
