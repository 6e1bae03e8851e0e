// One training, from plan and pictures to files that any program of this field reads.
import { PalimpsestError } from '../../src/shared/errors'
import { throwIfCancelled } from '../../src/shared/cancelling'
import type { Pixels } from '../../src/shared/pixels'
import type { TrainingOrder } from '../../src/shared/protocol'
import type { TrainingPlan } from '../../src/shared/trainingPlan'
import { randomStreams } from '../diffusion/random/streams'
import { alphaBars } from '../diffusion/schedulers/noiseSchedule'
import { configObject, predictionTypeOf, SchedulerOptions } from '../diffusion/schedulers/schedulerConfig'
import type { Checkpoint } from '../models/checkpoint'
import { unetGraph } from '../models/unetGraph'
import type { Backend } from '../runtime/backend'
import type { Tensor } from '../tensor/tensor'
import { tokenizerWithWords, type LearnedWord } from '../text/learnedWords'
import { initialAdamWState } from '../training/adamW'
import { createAverages } from '../training/averages'
import { withoutSome } from '../training/besideLatents'
import { createDataset } from '../training/dataset'
import { refuseTooLarge } from '../training/fitsMemory'
import type { LearnedFile } from '../training/lesson'
import {
  restoreValues,
  savedLesson,
  savedState,
  saveLesson,
  saveState,
  type EncodedLesson,
} from '../training/savedTraining'
import { createTextTrainer } from '../training/textTrainer'
import { AstrayError, train } from '../training/trainer'
import type { TrainingStore } from '../training/trainingStore'
import { createUNetTrainer } from '../training/unetTrainer'
import { lessonOfPlan } from './lessonOfPlan'
import { messages } from './messages'
import type { Networks } from './networks'
import { sampleLearned } from './sampleLearned'
import { encodedLesson } from './trainingPictures'

export interface TrainingRequest {
  readonly plan: TrainingPlan
  /** The pictures that the plan names. */
  readonly images: Readonly<Record<string, Pixels>>
}

export interface TrainingProgress {
  readonly step: number
  readonly steps: number
  readonly loss: number
}

/** What is made of a training on its way. */
export interface TrainingEvents {
  /** Of a training that goes on: the losses of the steps before. */
  readonly onGoingOn?: (losses: readonly number[]) => void
  readonly onStep?: (progress: TrainingProgress) => void | Promise<void>
  readonly onSample?: (sample: {
    readonly step: number
    readonly prompt: string
    readonly pixels: Pixels
  }) => void
  /** What was learned so far, where it was asked for. */
  readonly onFiles?: (step: number, files: readonly LearnedFile[]) => void
  /** Bytes that it takes, about, before its first step. */
  readonly onMemory?: (bytes: number) => void
  /** A sentence for the person. */
  readonly onProblem?: (error: unknown) => void
  /** Between two steps: others may use the device, and orders are given. */
  readonly between?: () => Promise<readonly TrainingOrder[]>
}

interface TrainingMeans extends TrainingEvents {
  readonly checkpoint: Checkpoint
  readonly networks: Networks
  readonly backend: Backend
  readonly signal?: AbortSignal
  /** Bytes that there are; one that takes more is refused. */
  readonly memory?: number | undefined
  /** Where its state is kept. */
  readonly store?: TrainingStore | undefined
}

export interface TrainingOutcome {
  readonly files: readonly LearnedFile[]
  /** It was told to pause, and is kept. */
  readonly paused: boolean
  /** Why it stopped before its last step, where what was learned until then is good. */
  readonly stopped?: PalimpsestError
}

/**
 * Trains, and gives what was learned as files.
 * @param request absent: goes on with the training that the store keeps
 * @throws PalimpsestError with one sentence; 'cancelled' once the signal is aborted.
 */
export async function runTraining(
  request: TrainingRequest | undefined,
  means: TrainingMeans,
): Promise<TrainingOutcome> {
  const { checkpoint, networks, backend, signal, store, onProblem } = means
  const saved = request ? undefined : await keptTraining(store)
  const plan = request?.plan ?? saved!.encoded.plan
  const random = randomStreams(plan.seed, saved?.state?.streams)
  const lesson = await lessonOfPlan(plan, checkpoint, randomStreams(plan.seed).stream('lora'))
  const { words } = lesson
  const trained = [
    ...lesson.trainables,
    ...(lesson.text?.trainables ?? []),
    ...(words ? [words.vectors] : []),
  ]
  const trainsText = words !== undefined || lesson.text !== undefined
  if (saved?.state) restoreValues(trained, saved.state)
  const known: LearnedWord[] = words
    ? [{ word: words.word, firstId: checkpoint.textEncoder.config.vocabSize, count: plan.vectors }]
    : []
  const tokenizer = tokenizerWithWords(checkpoint.tokenizer, known)
  const idsOf = (caption: string) => tokenizer.tokenize(caption).ids

  const encoded: EncodedLesson =
    saved?.encoded ?? (await encodedLesson(plan, request!.images, { networks, idsOf, signal, onProblem }))
  if (store && !saved && plan.saveEvery > 0) await saveLesson(store, encoded).catch(onProblem)
  const { subjects, kept } = encoded
  const nothing = idsOf('')
  const [subjectPictures, keptPictures] = [
    createDataset(subjects, random, saved?.state?.orders[0]),
    kept.length > 0 ? createDataset(kept, random, saved?.state?.orders[1]) : undefined,
  ]

  const { unet, textEncoder } = checkpoint
  const side = plan.size / networks.scaleFactor
  const batch = keptPictures ? 2 * plan.batch : plan.batch
  const length = subjects[0]!.caption.length
  const graph = unetGraph(unet.config, unet.weights, {
    batch,
    height: side,
    width: side,
    length,
    ...lesson.options,
  })
  const unetTrainer = await createUNetTrainer(graph, lesson.trainables, {
    backend,
    trainsText,
    constants: lesson.constants,
    allow: (bytes) => {
      if (means.memory !== undefined) refuseTooLarge(bytes, means.memory, plan)
      means.onMemory?.(bytes.standing + bytes.passing)
    },
  })
  const text = trainsText
    ? await createTextTrainer(textEncoder, lesson, { backend, length, clipSkip: 0 })
    : undefined
  const embeddings = new Map<string, Promise<Tensor>>()
  const encodeOnce = (ids: Int32Array) => {
    const key = ids.join()
    const found =
      embeddings.get(key) ?? networks.encodeText(ids, { clipSkip: 0 }).then(({ tokens }) => tokens)
    embeddings.set(key, found)
    return found
  }
  const averages = plan.ema > 0 ? createAverages(plan.ema, saved?.state?.averages) : undefined
  const optimiser = saved?.state?.optimiser ?? initialAdamWState()
  const losses = [...(saved?.state?.losses ?? [])]
  if (saved) means.onGoingOn?.([...losses])

  const filesNow = () => lesson.files(averages?.values)
  const keep = async () => {
    if (!store || plan.saveEvery === 0) return
    const orders = [subjectPictures.left(), ...(keptPictures ? [keptPictures.left()] : [])]
    const values = new Map(trained.map(({ name, values: own }) => [name, own]))
    const state = {
      optimiser,
      values,
      averages: averages?.values ?? new Map(),
      streams: random.states(),
      orders,
      losses,
    }
    await saveState(store, state).catch(onProblem)
  }
  const sample = async (step: number) => {
    const pictures = await sampleLearned(plan, filesNow(), { checkpoint, networks, backend, signal })
    for (const [at, pixels] of pictures.entries())
      means.onSample?.({ step, prompt: plan.samplePrompts[at]!, pixels })
  }

  try {
    const steps = train({
      lesson,
      unet: unetTrainer,
      encode: text ? (ids) => text.encode(ids) : encodeOnce,
      ...(text && { text }),
      draw: () => [
        ...subjectPictures.draw(plan.batch).map((one) => withoutSome(one, nothing, random)),
        ...(keptPictures?.draw(plan.batch) ?? []),
      ],
      bars: alphaBars(new SchedulerOptions(configObject(networks.schedulerConfig))),
      prediction: predictionTypeOf(networks.schedulerConfig),
      random,
      steps: plan.steps,
      rate: { peak: plan.learningRate, warmUp: 10, schedule: plan.schedule },
      wordRate: plan.kind === 'word' ? plan.learningRate : 10 * plan.learningRate,
      ...(plan.minSnrGamma > 0 && { gamma: plan.minSnrGamma }),
      ...(signal && { signal }),
      state: optimiser,
      averages,
    })
    for await (const { step, loss } of steps) {
      losses.push(loss)
      await means.onStep?.({ step, steps: plan.steps, loss })
      if (step === plan.steps) break
      if (plan.saveEvery > 0 && step % plan.saveEvery === 0) await keep()
      if (plan.sampleEvery > 0 && step % plan.sampleEvery === 0) await sample(step)
      throwIfCancelled(signal)
      for (const order of (await means.between?.()) ?? []) {
        if (order === 'samples') await sample(step)
        if (order === 'files') means.onFiles?.(step, filesNow())
        if (order === 'pause') {
          await keep()
          return { files: [], paused: true }
        }
      }
    }
    if (plan.samplePrompts.length > 0) await sample(plan.steps)
    await store?.clear()
    return { files: filesNow(), paused: false }
  } catch (error) {
    if (!(error instanceof AstrayError)) throw error
    await store?.clear()
    return { files: filesNow(), paused: false, stopped: error.said }
  } finally {
    await unetTrainer.dispose()
    await text?.dispose()
  }
}

async function keptTraining(store: TrainingStore | undefined) {
  const encoded = store && (await savedLesson(store))
  if (!encoded) throw nothingKept()
  return { encoded, state: await savedState(store) }
}

export const nothingKept = () => new PalimpsestError(messages.noTraining())
