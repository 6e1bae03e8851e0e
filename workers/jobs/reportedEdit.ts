// An edit as the page sees it: progress, previews, result.
import { untilCancelled } from '../../src/shared/cancelling'
import type { EngineEvent, Stage } from '../../src/shared/protocol/event'
import type { Request } from '../../src/shared/protocol/request'
import { withPromptAddOns } from '../../src/shared/promptAddOns'
import { parseRecipe, type Recipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { pixelsFromUnit } from '../image/pixelTensor'
import type { Checkpoint } from '../models/checkpoint'
import type { Backend } from '../runtime/backend'
import type { SessionCache } from '../runtime/sessionCache'
import type { ByteSource } from '../weights/byteSource'
import { CheckpointNetworks } from './checkpointNetworks'
import { runEdit, type ShownPicture } from './editJob'
import type { Known } from './known'
import type { LoadedModels } from '../hub/loadedModels'
import { isBundled } from './openedById'
import type { Segmenters } from './segmenter'
import { previewsOf } from './previews'
import { createEstimate } from './progress'

/** A job of the page's, and where it runs. */
export interface Reported<R extends Request> extends Means {
  readonly request: R
  /** Aborted once the person wants what there is. */
  readonly stop: AbortSignal
  readonly post: (event: EngineEvent, transfer?: Transferable[]) => void
  readonly segmenters: Segmenters
}

/** What networks are opened with. */
export interface Means extends Known {
  readonly signal: AbortSignal
  readonly backend: Backend
  readonly sessions: SessionCache
  readonly models: LoadedModels
}

/** The files of the networks that every edit runs. */
const filesOf = ({ vae, textEncoder, unet }: Checkpoint): readonly ByteSource[] => [
  ...new Set(
    [vae, textEncoder, unet].flatMap(({ weights }) => [...weights.values()].map(({ file }) => file)),
  ),
]

/** The networks of a recipe's checkpoint, with those beside it and what is laid over it. */
export async function openNetworksOf(
  recipe: Recipe,
  { signal, backend, sessions, checkpoints, controlNetworks, models, addOns, kept }: Means,
): Promise<CheckpointNetworks> {
  const checkpoint = await untilCancelled(checkpoints.get(recipe.checkpoint), signal)
  // Others may be gigabytes; theirs are read, and can be broken off, one after the other.
  if (isBundled(recipe.checkpoint) && !sessions.onPaper) backend.readAhead?.(filesOf(checkpoint))
  return new CheckpointNetworks(checkpoint, backend, sessions, {
    signal,
    kept,
    models,
    controlNetwork: (id) => untilCancelled(controlNetworks.get(id), signal),
    addOns: await untilCancelled(addOns.fitted(recipe, checkpoint), signal),
  })
}

/** Posts what a guide shows. */
export function postShown(
  { key, name, picture, region, changes }: ShownPicture,
  job: string,
  post: Reported<Request>['post'],
): void {
  const channels = picture.shape[1] === 1 ? 1 : 3
  const pixels = pixelsFromUnit(picture)
  post(
    {
      type: 'shown',
      job,
      key,
      name,
      channels,
      pixels,
      ...(region && { region }),
      ...(changes && { changes }),
    },
    [pixels.data.buffer],
  )
}

/** Posts steps that are done, and how long the others will take. */
export function stepReporter(job: string, post: Reported<Request>['post']) {
  const estimate = createEstimate()
  return (step: number, steps: number): void => {
    estimate.stepDone()
    const secondsLeft = estimate.secondsLeft(steps)
    const left = secondsLeft === undefined ? {} : { secondsLeft }
    post({ type: 'progress', job, stage: 'denoising', step, steps, ...left })
  }
}

export async function runReportedEdit(edit: Reported<Extract<Request, { type: 'edit' }>>): Promise<void> {
  const { request, signal, post } = edit
  const { job } = request
  const started = performance.now()
  const recipe = parseRecipe(request.recipe, guideMetas)
  const report = (stage: Stage, part = { step: 0, steps: 0 }) =>
    post({ type: 'progress', job, stage, ...part })
  report('loading')
  const toRun = withPromptAddOns(recipe)
  const networks = await openNetworksOf(toRun, edit)

  const reportStep = stepReporter(job, post)
  let preview: ReturnType<typeof previewsOf> | undefined
  const onStage: typeof report = (stage, part) => {
    report(stage, part)
    if (stage === 'denoising' && request.previews)
      preview = previewsOf(networks, (pixels, step, { region }) =>
        post({ type: 'preview', job, step, pixels, ...(region && { region }) }, [pixels.data.buffer]),
      )
  }

  const result = await runEdit({ recipe: toRun, images: request.images }, networks, {
    signal,
    stop: edit.stop,
    onStage,
    async onStep(done, seen) {
      reportStep(done.index + 1, done.count)
      await preview?.(done, seen)
    },
    onShow: (picture) => postShown(picture, job, post),
  })
  const seconds = (performance.now() - started) / 1000
  post(
    {
      type: 'done',
      job,
      recipe: await edit.addOns.hashed(asWritten(result.recipe, recipe)),
      pixels: result.pixels,
      notes: result.notes,
      seconds,
      overhead: Math.max(0, 1 - networks.networkSeconds / seconds),
    },
    [result.pixels.data.buffer],
  )
}

/** The recipe as it was run, its prompts as the person wrote them. */
const asWritten = (run: Recipe, { prompt, negativePrompt, addOns }: Recipe): Recipe => {
  const { addOns: _, ...rest } = run
  return { ...rest, prompt, negativePrompt, ...(addOns && { addOns }) }
}
