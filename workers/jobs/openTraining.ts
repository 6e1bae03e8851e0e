// A training made ready for its next step: what is learned from, what trains, and what it trains in.
import type { TrainingPlan } from '../../src/shared/trainingPlan'
import { randomStreams, type RandomStreams } from '../diffusion/random/streams'
import { alphaBars } from '../diffusion/schedulers/noiseSchedule'
import { configObject, predictionTypeOf, SchedulerOptions } from '../diffusion/schedulers/schedulerConfig'
import type { Graph } from '../graph/graph'
import type { Checkpoint } from '../models/checkpoint'
import { controlledUNetGraph } from '../models/controlledUNetGraph'
import { unetGraph } from '../models/unetGraph'
import type { Tensor } from '../tensor/tensor'
import { tokenizerWithWords, type LearnedWord } from '../text/learnedWords'
import { initialAdamWState } from '../training/adamW'
import { createAverages } from '../training/averages'
import { withoutSome } from '../training/besideLatents'
import { createDataset } from '../training/dataset'
import { refuseTooLarge } from '../training/fitsMemory'
import type { Lesson } from '../training/lesson'
import { restoreValues, saveLesson, type EncodedLesson, type TrainingState } from '../training/savedTraining'
import { createTextTrainer } from '../training/textTrainer'
import type { TrainingTask } from '../training/trainer'
import { createUNetTrainer } from '../training/unetTrainer'
import { lessonOfPlan } from './lessonOfPlan'
import type { Networks } from './networks'
import type { TrainingMeans, TrainingRequest } from './trainingEvents'
import { encodedLesson } from './trainingPictures'

/** As a store keeps it. */
export interface KeptTraining {
  readonly encoded: EncodedLesson
  readonly state: TrainingState | undefined
}

export interface OpenedTraining {
  readonly plan: TrainingPlan
  readonly task: TrainingTask
  /** Of the steps before. */
  readonly losses: readonly number[]
  /** Where it stands, with these losses of all its steps. */
  stateWith(losses: readonly number[]): TrainingState
  dispose(): Promise<void>
}

/**
 * Begins a training, or takes one up that is kept.
 * @throws PalimpsestError with one sentence.
 */
export async function openTraining(
  begun: TrainingRequest | KeptTraining,
  means: TrainingMeans,
): Promise<OpenedTraining> {
  const { checkpoint, networks, backend, signal, store, onProblem, onClassPicture } = means
  const kept = 'encoded' in begun ? begun : undefined
  const plan = 'encoded' in begun ? begun.encoded.plan : begun.plan
  const random = randomStreams(plan.seed, kept?.state?.streams)
  const lesson = await lessonOfPlan(plan, checkpoint, {
    random: randomStreams(plan.seed).stream('lora'),
    scaleFactor: networks.scaleFactor,
    controlNetwork: means.controlNetwork,
  })
  const trained = trainedBy(lesson)
  if (kept?.state) restoreValues(trained, kept.state)
  const idsOf = captionReader(lesson, checkpoint)

  let encoded = kept?.encoded
  if ('images' in begun) {
    encoded = await encodedLesson(plan, begun.images, {
      networks,
      random,
      idsOf,
      signal,
      onProblem,
      onClassPicture,
    })
    if (store && plan.saveEvery > 0) await saveLesson(store, encoded).catch(onProblem)
  }
  const pictures = datasetsOf(encoded!, random, kept?.state?.orders)
  const length = encoded!.subjects[0]!.captions[0]!.length

  const unet = await openUNet(plan, lesson, { ...means, length, batch: pictures.length * plan.batch })
  const text = trainsTextIn(lesson)
    ? await createTextTrainer(checkpoint.textEncoder, lesson, { backend, length, clipSkip: 0 })
    : undefined
  const averages = plan.ema > 0 ? createAverages(plan.ema, kept?.state?.averages) : undefined
  const optimiser = kept?.state?.optimiser ?? initialAdamWState()
  const nothing = idsOf('')
  const task: TrainingTask = {
    lesson,
    unet,
    encode: text ? (ids) => text.encode(ids) : encodedOnce(networks),
    ...(text && { text }),
    draw: () =>
      pictures.flatMap((some) => some.draw(plan.batch)).map((one) => withoutSome(one, nothing, random)),
    bars: alphaBars(new SchedulerOptions(configObject(networks.schedulerConfig))),
    prediction: predictionTypeOf(networks.schedulerConfig),
    random,
    steps: plan.steps,
    rate: { peak: plan.learningRate, warmUp: 10, schedule: plan.schedule },
    wordRate: wordRateOf(plan),
    timestepBias: plan.timestepBias,
    ...(plan.minSnrGamma > 0 && { gamma: plan.minSnrGamma }),
    ...(signal && { signal }),
    state: optimiser,
    averages,
  }
  return {
    plan,
    task,
    losses: kept?.state?.losses ?? [],
    stateWith: (losses) => ({
      optimiser,
      values: new Map(trained.map(({ name, values }) => [name, values])),
      averages: averages?.values ?? new Map(),
      streams: random.states(),
      orders: pictures.map((some) => some.left()),
      losses,
    }),
    async dispose() {
      await unet.dispose()
      await text?.dispose()
    },
  }
}

/** A word needs longer steps than a network's numbers, and the whole network's are the shortest. */
const wordRateOf = ({ kind, learningRate }: TrainingPlan): number =>
  kind === 'word' ? learningRate : (kind === 'whole' ? 100 : 10) * learningRate

/** All numbers that train: of the UNet, the text encoder and new words. */
export const trainedBy = ({ trainables, text, words }: Lesson) => [
  ...trainables,
  ...(text?.trainables ?? []),
  ...(words ? [words.vectors] : []),
]

/** Reads captions, in which new words may stand. */
function captionReader({ words }: Lesson, { tokenizer, textEncoder }: Checkpoint) {
  let firstId = textEncoder.config.vocabSize
  const known = (words?.words ?? []).map(({ word, count }): LearnedWord => {
    firstId += count
    return { word, count, firstId: firstId - count }
  })
  const reader = tokenizerWithWords(tokenizer, known)
  return (caption: string): Int32Array => reader.tokenize(caption).ids
}

/** What is learned from, and where there are some the pictures that shall stay as they are. */
const datasetsOf = (
  { subjects, kept }: EncodedLesson,
  random: RandomStreams,
  orders: TrainingState['orders'] | undefined,
) =>
  (kept.length > 0 ? [subjects, kept] : [subjects]).map((pictures, at) =>
    createDataset(pictures, random, orders?.[at]),
  )

export const trainsTextIn = ({ words, text }: Lesson): boolean => words !== undefined || text !== undefined

/** The UNet in which a lesson trains, without its loss. @param of `length`: tokens of a caption */
export function trainedGraph(
  { size }: Pick<TrainingPlan, 'size'>,
  { control, options }: Lesson,
  {
    unet,
    scaleFactor,
    batch,
    length,
  }: Pick<Checkpoint, 'unet'> & Record<'scaleFactor' | 'batch' | 'length', number>,
): Graph {
  const side = size / scaleFactor
  const extent = { batch, height: side, width: side, length }
  return control
    ? controlledUNetGraph(unet, control, extent)
    : unetGraph(unet.config, unet.weights, { ...extent, ...options })
}

function openUNet(
  plan: TrainingPlan,
  lesson: Lesson,
  {
    checkpoint: { unet },
    networks,
    backend,
    memory,
    onMemory,
    ...size
  }: TrainingMeans & { readonly batch: number; readonly length: number },
) {
  const graph = trainedGraph(plan, lesson, { unet, scaleFactor: networks.scaleFactor, ...size })
  return createUNetTrainer(graph, lesson.trainables, {
    backend,
    trainsText: trainsTextIn(lesson),
    constants: lesson.constants,
    allow: (bytes) => {
      if (memory !== undefined) refuseTooLarge(bytes, memory, plan)
      onMemory?.(bytes.standing + bytes.passing)
    },
  })
}

/** Captions that stay the same are encoded once. */
function encodedOnce(networks: Networks): TrainingTask['encode'] {
  const embeddings = new Map<string, Promise<Tensor>>()
  return (ids) => {
    const key = ids.join()
    const found =
      embeddings.get(key) ?? networks.encodeText(ids, { clipSkip: 0 }).then(({ tokens }) => tokens)
    embeddings.set(key, found)
    return found
  }
}
