import { guideMetas } from '../../../workers/guidance/list'
import { noteOf, reportOf } from '../../shared/errors'
import type { Note } from '../../shared/message'
import { parseRecipe, type Recipe } from '../../shared/recipe'
import { typedValues, type GridAxis } from './gridAxes'

/** An axis and what was typed for it. */
export interface TypedAxis {
  readonly axis: GridAxis
  readonly typed: string
}

export interface GridPlan {
  readonly columns: readonly string[]
  /** One '' where only columns vary. */
  readonly rows: readonly string[]
  /** Row by row. */
  readonly recipes: readonly Recipe[]
}

/** Edits that a grid may have. */
export const largestGrid = 100

export type PlannedGrid =
  | { readonly plan: GridPlan; readonly problem?: undefined }
  /** A value that is none of its setting, what a recipe refuses of one (in English), or a size that is too large. */
  | { readonly plan?: undefined; readonly problem: GridProblem }

export type GridProblem =
  | { readonly kind: 'empty' | 'same axis' }
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'refused'; readonly sentence: Note }
  | { readonly kind: 'too many'; readonly count: number }

/** Every edit of a grid, or why there is none. */
export function planGrid(recipe: Recipe, across: TypedAxis, down: TypedAxis | undefined): PlannedGrid {
  const columns = typedValues(across.typed)
  const rows = down ? typedValues(down.typed) : ['']
  if (columns.length === 0 || rows.length === 0) return { problem: { kind: 'empty' } }
  if (down?.axis.id === across.axis.id) return { problem: { kind: 'same axis' } }
  const count = columns.length * rows.length
  if (count > largestGrid) return { problem: { kind: 'too many', count } }
  const recipes: Recipe[] = []
  for (const row of rows)
    for (const column of columns) {
      const lower = down ? down.axis.apply(recipe, row) : recipe
      if (!lower) return { problem: { kind: 'value', value: row } }
      const both = across.axis.apply(lower, column)
      if (!both) return { problem: { kind: 'value', value: column } }
      try {
        recipes.push(parseRecipe(both, guideMetas))
      } catch (error) {
        return { problem: { kind: 'refused', sentence: noteOf(reportOf(error)) } }
      }
    }
  return { plan: { columns, rows, recipes } }
}
