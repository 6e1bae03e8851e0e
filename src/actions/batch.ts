// One edit of many pictures: the panel's, of each of them whole, its results as files.
import type { Editor } from '../engine/editor'
import { recipeFromDraft } from '../engine/draftRecipe'
import { fileNameOf } from '../files/exportPicture'
import type { ResultFiles } from '../files/resultFiles'
import { openPicture } from '../files/openPicture'
import { encodePng } from '../files/png/encodePng'
import { recipeChunks } from '../files/recipe-text/recipeText'
import { wordedError } from '../strings/worded'
import type { TextKey } from '../strings/text'
import { summaryOf } from '../state/jobs'
import { guidePictures } from './guidePictures'
import { randomSeed } from './randomSeed'
import { runSeries, type SeriesEdit } from './series'

/** Why the panel's edit cannot be run on many pictures now. */
export function batchObstacle({ jobs, settings }: Pick<Editor, 'jobs' | 'settings'>): TextKey | undefined {
  const { draft } = settings.getState()
  if (jobs.getState().series) return 'batch.another'
  if (draft.text.edit.trim() === '') return 'run.noInstruction'
  if (!summaryOf(jobs.getState(), draft.checkpoint.edit)) return 'run.opening'
  return undefined
}

/**
 * Runs the panel's edit on each of these pictures, without the document's masks, and says at the end what became of them.
 * @param files in their order
 */
export async function runBatch(editor: Editor, files: readonly File[], results: ResultFiles): Promise<void> {
  const { draft } = editor.settings.getState()
  const names = uniqueNames(files.map(({ name }) => `${fileNameOf(name.replace(/\.[^.]*$/, ''))}.png`))
  const outcome = await runSeries(editor, {
    kind: 'batch',
    prompt: draft.text.edit.trim(),
    total: files.length,
    make: (at) => editOf(editor, draft, files[at]!),
    take: async (at, { pixels, recipe }) => {
      const texts = recipeChunks(recipe, recipe)
      await results.add(names[at]!, new Blob([await encodePng(pixels, texts)], { type: 'image/png' }))
    },
  })
  const made = await results.end().catch(editor.fail)
  if (made === undefined) return
  const { t, settings } = editor
  const { language } = settings.getState()
  const [first] = outcome.failures
  editor.inform(
    t('batch.done', { made, total: files.length }),
    first &&
      t('batch.failed', { name: files[first.at]!.name, why: wordedError(language, first.error).message }),
  )
}

async function editOf(
  { document, bitmaps, jobs }: Editor,
  draft: ReturnType<Editor['settings']['getState']>['draft'],
  file: File,
): Promise<SeriesEdit> {
  const checkpoint = summaryOf(jobs.getState(), draft.checkpoint.edit)
  if (!checkpoint) throw new RangeError('The checkpoint of a batch is not open.')
  const { pixels } = await openPicture(file)
  const recipe = recipeFromDraft({
    draft: { ...draft, mode: 'edit' },
    checkpoint,
    seed: draft.seedLocked ? draft.seed : randomSeed(),
    masked: false,
    picture: pixels,
  })
  const named = guidePictures(recipe, document.getState(), bitmaps)
  return { recipe, images: { ...named, image: pixels } }
}

/** "cat.png" twice becomes "cat.png" and "cat (2).png", whatever the letters' case: some disks know no other. */
export function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let free = name
    for (let number = 2; taken.has(free.toLowerCase()); number++)
      free = name.replace(/(\.[^.]*)?$/, (ending) => ` (${number})${ending}`)
    taken.add(free.toLowerCase())
    return free
  })
}
