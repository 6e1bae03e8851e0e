// Pictures that models of the Hub make of pictures for a run, and on paper what they would take.
import { PalimpsestError } from '../../src/shared/errors'
import type { ModelTask } from '../../src/shared/modelTask'
import { emptyPixels, type Pixels } from '../../src/shared/pixels'
import type { PictureTask } from '../diffusion/environment'
import { depthPictureOf } from '../hub/depthOf'
import { enlarged } from '../hub/enlarge'
import type { Loaded, LoadedModels } from '../hub/loadedModels'
import { messages as hubMessages } from '../hub/messages'
import { segmentPictureOf } from '../hub/segmentsOf'
import type { ModelConfig } from '../hub/taskOf'
import type { SessionCache } from '../runtime/sessionCache'
import { isModel, type BesideNetwork } from './openBeside'
import { idOf } from './ownerIds'

interface Means {
  readonly sessions: SessionCache
  /** The models that are loaded; none where only checkpoints are run. */
  readonly models?: LoadedModels | undefined
  readonly signal?: AbortSignal | undefined
  /** @throws PalimpsestError where there is none of this id */
  readonly network: (id: string) => Promise<BesideNetwork>
  /** Hears how long a model ran. */
  readonly onRun: (seconds: number) => void
}

/** What a model is used for. */
interface Work {
  readonly run: (loaded: Loaded, config: ModelConfig) => Promise<Pixels>
  /** A picture of the size that it would give. */
  readonly onPaper: (config: ModelConfig) => Pixels
}

export class ModelRuns {
  constructor(private readonly means: Means) {}

  /** What a model of this task reads from a picture, as a picture of the same size. */
  readPicture(task: PictureTask, id: string, picture: Pixels): Promise<Pixels> {
    return this.use(task, id, picture, {
      run: (loaded, config) =>
        task === 'depth-estimation'
          ? depthPictureOf(loaded, config, picture)
          : segmentPictureOf(loaded, picture),
      onPaper: () => picture,
    })
  }

  enlarge(id: string, picture: Pixels, onPart?: (done: number, count: number) => void): Promise<Pixels> {
    return this.use('image-to-image', id, picture, {
      run: (loaded) => enlarged(loaded, picture, { onPart }),
      onPaper: ({ upscale = 2 }) => emptyPixels(picture.width * upscale, picture.height * upscale),
    })
  }

  private async use(task: ModelTask, id: string, picture: Pixels, { run, onPaper }: Work): Promise<Pixels> {
    const { sessions, models, signal, network, onRun } = this.means
    const model = await network(id)
    if (!models || !isModel(model))
      throw new PalimpsestError(hubMessages.noModel({ network: id, wanted: task }))
    const key = `${idOf(model)} ${task} ${picture.width}x${picture.height}`
    // Convolutions use each weight once a pixel, or somewhat less often.
    const size = { weightBytes: model.bytes, work: (model.bytes / 4) * picture.width * picture.height }
    if (sessions.onPaper) {
      sessions.noteOnPaper(key, size)
      return onPaper(model.config)
    }
    sessions.measured.noteWork(key, size.work)
    const started = performance.now()
    const made = await models.use(model, { task, signal }, (loaded) => run(loaded, model.config))
    const seconds = (performance.now() - started) / 1000
    sessions.measured.note(key, seconds)
    onRun(seconds)
    return made
  }
}
