import type { Pixels } from '../../src/shared/pixels'
import { classPictureSteps } from '../../src/shared/lessonKinds'
import { parseRecipe } from '../../src/shared/recipe'
import type { TrainingPlan } from '../../src/shared/trainingPlan'
import { guideMetas } from '../guidance/list'
import { runEdit } from './editJob'
import type { Networks } from './networks'
import { suitedGuides } from './suitedGuides'

/** A picture of a class, by the checkpoint as it is, with the guidance that suits it. @param at which of them */
export async function classPicture(
  { checkpoint, seed, size }: TrainingPlan,
  { prompt, at }: { readonly prompt: string; readonly at: number },
  networks: Networks,
  signal: AbortSignal | undefined,
): Promise<Pixels> {
  const recipe = parseRecipe(
    {
      version: 2,
      checkpoint,
      prompt,
      seed: seed + at,
      steps: classPictureSteps,
      width: size,
      height: size,
      guides: suitedGuides(checkpoint),
    },
    guideMetas,
  )
  return (await runEdit({ recipe, images: {} }, networks, { signal })).pixels
}
