import { parseTrainingPlan, type TrainingPlan } from '../../src/shared/trainingPlan'
import { readJsonFile } from '../command/readJsonFile'

/**
 * The plan in a file.
 * @returns `json` as it is written there, in which settings may be left open
 * @throws PalimpsestError('recipe') with one sentence
 */
export async function readPlan(
  path: string,
): Promise<{ readonly json: Partial<TrainingPlan>; readonly plan: TrainingPlan }> {
  const json = await readJsonFile(path, 'plan', '"A plan" in docs/teaching.md')
  return { plan: parseTrainingPlan(json), json: json as Partial<TrainingPlan> }
}
