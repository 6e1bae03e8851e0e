// One edit of many pictures: the panel's, of each of them whole, its results as files.
import { recipeFromDraft } from '../engine/draftRecipe'
import type { Editor } from '../engine/editor'
import { workingSize } from '../engine/workingSize'
import { tiledFromPixels, pixelsFromTiled } from '../canvas/kernels/tiledBitmap'
import { fileNameOf } from '../files/exportPicture'
import type { ChosenPictures } from '../files/fileDialogs'
import { openKeptFiles, type KeptFiles } from '../files/keptFiles'
import { messages as fileMessages } from '../files/messages'
import { openPicture } from '../files/openPicture'
import { encodePng } from '../files/png/encodePng'
import type { ZipEntry } from '../files/project/zip'
import { recipeChunks } from '../files/recipe-text/recipeText'
import { namesIn, regainAccess, writeInto, writeResultZip } from '../files/resultFiles'
import { PalimpsestError } from '../shared/errors'
import type { Recipe } from '../shared/recipe'
import { summaryOf } from '../state/jobs'
import type { Batch } from '../state/series'
import { wordedError } from '../strings/worded'
import { guidePictures } from './guidePictures'
import { randomSeed } from './randomSeed'
import { obstacleElsewhere } from './runPlan'
import { runSeries, SeriesHalt, type DoneEdit, type SeriesEdit, type SeriesWork } from './series'

/** Why the panel's edit cannot be run on many pictures now. */
export function batchObstacle(editor: Editor): string | undefined {
  return editor.jobs.getState().series ? editor.t('batch.another') : obstacleElsewhere(editor)
}

/**
 * Runs the panel's edit on each of these pictures, without the document's masks, and says at the end what became of them.
 * @param chosen in their order
 */
export async function startBatch(
  editor: Editor,
  chosen: ChosenPictures,
  results: Batch['results'],
): Promise<void> {
  const { jobs, t } = editor
  const taken = results instanceof FileSystemDirectoryHandle ? await namesIn(results) : []
  const batch = batchOf(editor, chosen, results, taken)
  if (!batch) return
  jobs.setState({ series: { ...batch, stage: 'running' } })
  const kept = await openKeptFiles(batch.id)
  if (!batch.folder) {
    const safe = await Promise.all(chosen.files.map((file, at) => kept.put(pictureName(at), file)))
    if (safe.includes(false)) editor.inform(t('batch.notKept'))
  }
  await runSeries(editor, await batchWork(editor, batch, kept))
}

function batchOf(
  { document, bitmaps, settings, jobs }: Editor,
  { files, folder }: ChosenPictures,
  results: Batch['results'],
  taken: readonly string[],
): Batch | undefined {
  const { draft } = settings.getState()
  const checkpoint = summaryOf(jobs.getState(), draft.checkpoint.edit)
  if (!checkpoint || jobs.getState().series) return undefined
  const { width, height } = checkpoint
  const recipe = recipeFromDraft({
    draft: { ...draft, mode: 'edit' },
    checkpoint,
    seed: draft.seed,
    masked: false,
    picture: { width, height },
  })
  const named = Object.entries(guidePictures(recipe, document.getState(), bitmaps))
  return {
    kind: 'batch',
    id: crypto.randomUUID(),
    prompt: draft.text.edit.trim(),
    total: files.length,
    done: 0,
    failures: [],
    pictures: Object.fromEntries(named.map(([name, pixels]) => [name, bitmaps.add(tiledFromPixels(pixels))])),
    recipe,
    seedLocked: draft.seedLocked,
    trained: { width, height },
    names: files.map(({ name }) => name),
    resultNames: uniqueNames(
      files.map(({ name }) => `${fileNameOf(name.replace(/\.[^.]*$/, ''))}.png`),
      taken,
    ),
    ...(folder && { folder }),
    results,
  }
}

/** The browser asks the person again for the folders of the last time. */
export async function regainBatch({ folder, results }: Batch): Promise<void> {
  if (folder) await regainAccess(folder, 'read')
  if (results !== 'download') await regainAccess(results, 'readwrite')
}

const pictureName = (at: number) => `picture-${at}`
const resultName = (at: number) => `result-${at}`

/** @param open its files, where they are open */
export async function batchWork(editor: Editor, batch: Batch, open?: KeptFiles): Promise<SeriesWork> {
  const kept = open ?? (await openKeptFiles(batch.id))
  return {
    make: async (at) => editOf(editor, batch, await pictureOf(batch, at, kept)),
    take: (at, done) => takeResult(batch, at, done, kept),
    end: () => finish(editor, kept),
  }
}

/** @throws SeriesHalt where it is the whole folder that cannot be read. */
async function pictureOf({ names, folder }: Batch, at: number, kept: KeptFiles): Promise<File> {
  const name = names[at]!
  const gone = (cause?: unknown) => new PalimpsestError(fileMessages.chosenGone({ name }), { cause })
  if (!folder) {
    const content = await kept.get(pictureName(at))
    if (!content) throw gone()
    return new File([content], name)
  }
  try {
    return await (await folder.getFileHandle(name)).getFile()
  } catch (cause) {
    await namesIn(folder).catch((error: unknown) => {
      throw new SeriesHalt('', { cause: error })
    })
    throw gone(cause)
  }
}

async function editOf(
  { bitmaps }: Editor,
  { recipe, trained, seedLocked, pictures }: Batch,
  file: File,
): Promise<SeriesEdit> {
  const { pixels } = await openPicture(file)
  const named = Object.entries(pictures).map(
    ([name, id]) => [name, pixelsFromTiled(bitmaps.picture(id))] as const,
  )
  return {
    recipe: {
      ...recipe,
      ...workingSize(pixels, trained),
      seed: seedLocked ? recipe.seed : randomSeed(),
    } satisfies Recipe,
    images: { ...Object.fromEntries(named), image: pixels },
  }
}

async function takeResult(
  { results, resultNames }: Batch,
  at: number,
  { pixels, recipe }: DoneEdit,
  kept: KeptFiles,
): Promise<void> {
  const texts = recipeChunks(recipe, recipe)
  const content = new Blob([await encodePng(pixels, texts)], { type: 'image/png' })
  if (!(results instanceof FileSystemDirectoryHandle)) return void (await kept.put(resultName(at), content))
  try {
    await writeInto(results, resultNames[at]!, content)
  } catch (error) {
    throw new SeriesHalt('', { cause: error })
  }
}

/** Hands over what is made, and says what became of the pictures. */
async function finish(editor: Editor, kept: KeptFiles): Promise<void> {
  const { series } = editor.jobs.getState()
  if (series?.kind !== 'batch') return
  const { results, total, done, failures } = series
  const made = done - failures.length
  const reasons = failures.map(({ at, error }) => reasonOf(editor, series.names[at]!, error))
  const report = new Blob([reasons.map((line) => `${line}\n`).join('')], { type: 'text/plain' })
  const reportName = editor.t('batch.reportName')
  if (results instanceof FileSystemDirectoryHandle) {
    if (reasons.length > 0) await writeInto(results, reportName, report)
  } else if (made > 0) {
    const entries = zipEntries(series, kept, reasons.length > 0 ? [reportName, report] : undefined)
    await writeResultZip(results, editor.t('batch.zipName'), entries)
  }
  await kept.forget()
  const summary = editor.t('batch.done', { made, total })
  if (reasons.length === 0) return editor.inform(summary)
  const shown = reasons.slice(0, reasonsShown)
  const more = reasons.length - shown.length
  editor.inform(
    summary,
    [...shown, ...(more > 0 ? [editor.t('batch.moreFailed', { count: more, file: reportName })] : [])].join(
      '\n',
    ),
    { stays: true },
  )
}

/** In the notice; all of them are in the file beside the results. */
const reasonsShown = 4

const reasonOf = ({ t, settings }: Editor, name: string, error: Batch['failures'][number]['error']) =>
  t('batch.failed', { name, why: wordedError(settings.getState().language, error).message })

async function* zipEntries(
  { resultNames }: Batch,
  kept: KeptFiles,
  report: readonly [name: string, content: Blob] | undefined,
): AsyncGenerator<ZipEntry> {
  const bytesOf = async (content: Blob) => new Uint8Array(await content.arrayBuffer())
  for (const [at, name] of resultNames.entries()) {
    const content = await kept.get(resultName(at))
    // A PNG does not get smaller.
    if (content) yield { name, bytes: await bytesOf(content), compress: false }
  }
  if (report) yield { name: report[0], bytes: await bytesOf(report[1]), compress: true }
}

/**
 * "cat.png" twice becomes "cat.png" and "cat (2).png", whatever the letters' case: some disks know no other.
 * @param taken names that are there already, and are not written over
 */
export function uniqueNames(names: readonly string[], taken: readonly string[] = []): readonly string[] {
  const used = new Set(taken.map((name) => name.toLowerCase()))
  return names.map((name) => {
    let free = name
    for (let number = 2; used.has(free.toLowerCase()); number++)
      free = name.replace(/(\.[^.]*)?$/, (ending) => ` (${number})${ending}`)
    used.add(free.toLowerCase())
    return free
  })
}
