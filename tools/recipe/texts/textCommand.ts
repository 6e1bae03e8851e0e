// `npm run recipe -- --describe PICTURE` and `--sentences CONCEPT`: texts for a recipe, by the page's own models.
import { PalimpsestError } from '../../../src/shared/errors'
import type { ModelTask } from '../../../src/shared/modelTask'
import { parsedArguments } from '../../command/parsedArguments'
import { captionOf } from '../../../workers/hub/captionOf'
import { LoadedModels, type Loaded } from '../../../workers/hub/loadedModels'
import { openModel } from '../../../workers/hub/openModel'
import { sentencesBy } from '../../../workers/hub/sentencesBy'
import { openNodeBackend } from '../../../workers/runtime/node.node.ts'
import { bundledTree, treeAt } from '../addresses'
import { readPicture } from '../picture'

const usage =
  'npm run recipe -- --describe PICTURE [--by FOLDER], or npm run recipe -- --sentences CONCEPT --by FOLDER [--count N] [--seed N]'

/** Bytes of model files. */
const memoryBudget = 16e9

/** Whether a command line asks for a text. */
export const asksForText = (args: readonly string[]): boolean =>
  args.some((arg) => /^--(?:describe|sentences)(?:=|$)/.test(arg))

/**
 * The caption, or the sentences, that a command line asks for.
 * @throws PalimpsestError with one sentence
 */
export async function textsFor(args: readonly string[]): Promise<readonly string[]> {
  const { describe, sentences, by, count, seed } = parsed(args)
  if (describe !== undefined && sentences !== undefined)
    throw refusal('--describe and --sentences are two commands')
  if (describe === '' || sentences === '')
    throw refusal(describe === '' ? '--describe is empty' : '--sentences is empty')
  if (describe !== undefined) {
    const picture = await readPicture(describe)
    return withModel('image-to-text', by ?? bundledTree('toyland/captioner'), async (loaded, label) => [
      await captionOf(loaded, label, picture),
    ])
  }
  if (by === undefined) throw refusal('--by is missing: no language model comes with the program')
  const wanted = {
    concept: sentences ?? '',
    count: wholeNumber('--count', count, 1),
    seed: wholeNumber('--seed', seed, 0),
  }
  return withModel('text2text-generation', by, (loaded, label) => sentencesBy(loaded, label, wanted))
}

async function withModel(
  task: ModelTask,
  folder: string,
  work: (loaded: Loaded, label: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const model = await openModel(treeAt(folder))
  const backend = await openNodeBackend()
  try {
    return await new LoadedModels(backend, memoryBudget).use(model, { task }, (loaded) =>
      work(loaded, model.label),
    )
  } finally {
    await backend.dispose()
  }
}

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const
  return parsedArguments(
    {
      args: [...args],
      options: {
        describe: option,
        sentences: option,
        by: option,
        count: { ...option, default: '16' },
        seed: { ...option, default: '1' },
      },
    },
    refusal,
  ).values
}

function wholeNumber(name: string, given: string, least: number): number {
  const value = Number(given)
  if (Number.isInteger(value) && value >= least) return value
  throw refusal(`${name} "${given}" is no whole number from ${least} on`)
}

const refusal = (what: string) => new PalimpsestError('recipe', `${what}.`, `Usage: ${usage}`)
