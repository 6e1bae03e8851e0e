// The panel's edit with so few steps that it can follow the pen.
import { guideMetas } from '../../workers/guidance/list'
import type { Recipe, SchedulerId } from '../shared/recipe'
import { fewStepCheckpoints, fewStepSetting, unguided, withAddOn } from './fewSteps'
import { withFastCaching } from './pace'

/** Of a checkpoint that was distilled for few steps (LCM, arXiv:2310.04378). */
const distilledSteps = 4
/** Of any other. */
const fewSteps = 6

/**
 * A recipe that is run again with each stroke. A checkpoint that needs no more gets four; one that was distilled for few steps
 * keeps its sampler; any other gets DPM-Solver++ (arXiv:2211.01095), which is made for few steps.
 * @param own the checkpoint's own sampler, where it is known
 */
export function liveRecipe(recipe: Recipe, own: SchedulerId | undefined): Recipe {
  const fast = withFewSteps(recipe)
  if (fast) return fast
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

/** The recipe in four steps without guidance, where its checkpoint can and no guide asks for more. */
function withFewSteps(recipe: Recipe): Recipe | undefined {
  const few = fewStepCheckpoints.get(recipe.checkpoint)
  const uses = recipe.guides.map((use) => ({ use, meta: guideMetas.get(use.id) }))
  const plain = uses.every(({ meta }) => meta?.role === 'base' || meta?.automatic || meta?.paces)
  if (!few || !plain || !uses.some(({ meta }) => meta?.role === 'base')) return undefined
  const guides = uses
    .filter(({ meta }) => !meta?.paces)
    .map(({ use, meta }) => (meta?.role === 'base' ? unguided(use) : use))
  const { sigmas: _, ...rest } = recipe
  return { ...rest, ...fewStepSetting, guides, ...(few.addOn && withAddOn(recipe, few.addOn)) }
}
