// The guides that an edit of the panel would run, those that it implies among them.
import { guideMetas } from '../../workers/guidance/list'
import type { GuideMeta } from '../shared/guideMeta'
import { withImpliedUses } from '../shared/guidePlan'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { Recipe } from '../shared/recipe'
import type { Draft } from '../state/settings'
import { recipeFromDraft } from './draftRecipe'

/** What the edit is of. */
export interface EditInputs {
  /** A picture is edited. */
  readonly picture: boolean
  readonly masked: boolean
}

/** The recipe of the panel, for questions about it; its seed and size are anyone's. */
export function plannedRecipe(
  draft: Draft,
  checkpoint: CheckpointSummary,
  { picture, masked }: EditInputs,
): Recipe {
  const { width, height } = checkpoint
  const recipe = recipeFromDraft({
    draft,
    checkpoint,
    seed: 0,
    masked,
    ...(picture && { picture: { width, height } }),
  })
  return { ...recipe, guides: withImpliedUses(recipe.guides, recipe, checkpoint, guideMetas) }
}

export const metasOf = ({ guides }: Pick<Recipe, 'guides'>): GuideMeta[] =>
  guides.flatMap(({ id }) => guideMetas.get(id) ?? [])
