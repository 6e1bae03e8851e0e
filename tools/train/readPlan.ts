import { readFile } from 'node:fs/promises'
import { PalimpsestError } from '../../src/shared/errors'
import { parseTrainingPlan, type TrainingPlan } from '../../src/shared/trainingPlan'

/**
 * The plan in a file.
 * @returns `json` as it is written there, in which settings may be left open
 * @throws PalimpsestError('recipe') with one sentence
 */
export async function readPlan(
  path: string,
): Promise<{ readonly json: Partial<TrainingPlan>; readonly plan: TrainingPlan }> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new PalimpsestError('recipe', `The plan ${path} cannot be read.`, 'Check its path.')
  })
  const json = parseJson(text, path)
  return { plan: parseTrainingPlan(json), json: json as Partial<TrainingPlan> }
}

function parseJson(text: string, path: string): unknown {
  try {
    // Some editors, on Windows above all, begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new PalimpsestError(
      'recipe',
      `${path} is not JSON.`,
      'A plan is a JSON file; see "A plan" in docs/teaching.md.',
    )
  }
}
