// The panel's edit with so few steps that it can follow the pen.
import type { Recipe, SchedulerId } from '../shared/recipe'
import { withFastCaching } from './pace'

/** Of a checkpoint that was distilled for few steps (LCM, arXiv:2310.04378). */
const distilledSteps = 4
/** Of any other. */
const fewSteps = 6

/**
 * A recipe that is run again with each stroke. Checkpoints for few steps keep their sampler; any other gets DPM-Solver++
 * (arXiv:2211.01095), which is made for few steps.
 * @param own the checkpoint's own sampler, where it is known
 */
export function liveRecipe(recipe: Recipe, own: SchedulerId | undefined): Recipe {
  const sampler = recipe.scheduler ?? own
  const distilled = sampler === 'lcm' || sampler === 'tcd'
  const acting = distilled ? distilledSteps : fewSteps
  // Of all steps, the last floor(steps x strength) are run.
  const steps = Math.ceil(acting / (recipe.strength ?? 1) - 1e-9)
  const few = { ...recipe, steps: Math.min(recipe.steps, steps) }
  if (distilled) return few
  // Half of the work again; on Toyland as many edits are made as asked (docs/measured.md).
  return withFastCaching({ ...few, ...(recipe.eta === 0 && { scheduler: 'dpm-solver++' as const }) })
}
