import { PalimpsestError } from '../../src/shared/errors'
import type { TrainingPlan } from '../../src/shared/trainingPlan'
import { savedLesson } from '../../workers/training/savedTraining'
import type { TrainingStore } from '../../workers/training/trainingStore'

/**
 * Holds a command to what its folder keeps: an unfinished training is not overwritten, and goes on by the plan that it began with.
 * @throws PalimpsestError('recipe') where they do not agree
 */
export async function refuseOtherState(
  store: TrainingStore,
  {
    plan,
    path,
    out,
    goesOn,
  }: { readonly plan: TrainingPlan; readonly path: string; readonly out: string; readonly goesOn: boolean },
): Promise<void> {
  const kept = (await savedLesson(store))?.plan
  if (!kept) return
  if (!goesOn)
    throw new PalimpsestError(
      'recipe',
      `${out} has a training that is not finished.`,
      'Go on with it by --go-on, or choose another folder for --out.',
    )
  const changed = Object.entries(plan).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(kept[name as keyof TrainingPlan]),
  )
  if (changed.length > 0)
    throw new PalimpsestError(
      'recipe',
      `The training in ${out} was begun by another plan than ${path}: ${changed.map(([name]) => `"${name}"`).join(', ')} is another.`,
      'Take the plan as it was, or begin anew in another folder.',
    )
}
