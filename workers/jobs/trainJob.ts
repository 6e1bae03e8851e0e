// One training, from plan and pictures to files that any program of this field reads.
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import { parseRecipe } from '../../src/shared/recipe'
import type { TrainingPlan } from '../../src/shared/trainingPlan'
import { randomStreams } from '../diffusion/random/streams'
import { alphaBars } from '../diffusion/schedulers/noiseSchedule'
import { configObject, predictionTypeOf, SchedulerOptions } from '../diffusion/schedulers/schedulerConfig'
import { guideMetas } from '../guidance/list'
import type { Checkpoint } from '../models/checkpoint'
import { unetGraph } from '../models/unetGraph'
import type { Backend } from '../runtime/backend'
import { sizeOf, type Tensor } from '../tensor/tensor'
import { tokenizerWithWords, type LearnedWord } from '../text/learnedWords'
import { createDataset } from '../training/dataset'
import { encodePictures, type CaptionedPicture } from '../training/encodePictures'
import type { LearnedFile, Lesson } from '../training/lesson'
import { loraLesson } from '../training/loraLesson'
import { createTextTrainer } from '../training/textTrainer'
import { train } from '../training/trainer'
import { createUNetTrainer } from '../training/unetTrainer'
import { customDiffusionLesson, wholeUNetLesson } from '../training/weightsLesson'
import { newWord, wordLesson } from '../training/wordLesson'
import { runEdit } from './editJob'
import type { Networks } from './networks'

/** A whole UNet of more parameters than this does not train here: weights, gradients and moments are four times its size. */
const largestWhole = 200e6

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

interface TrainingMeans {
  readonly checkpoint: Checkpoint
  readonly networks: Networks
  readonly backend: Backend
  readonly signal?: AbortSignal
  readonly onStep?: (progress: TrainingProgress) => void | Promise<void>
}

/**
 * Trains, and gives what was learned as files.
 * @throws PalimpsestError with one sentence; 'cancelled' once the signal is aborted.
 */
export async function runTraining(
  { plan, images }: TrainingRequest,
  { checkpoint, networks, backend, signal, onStep }: TrainingMeans,
): Promise<readonly LearnedFile[]> {
  const random = randomStreams(plan.seed)
  const lesson = await lessonOf(plan, checkpoint, random.stream('lora'))
  const { words } = lesson
  const known: LearnedWord[] = words
    ? [{ word: words.word, firstId: checkpoint.textEncoder.config.vocabSize, count: plan.vectors }]
    : []
  const tokenizer = tokenizerWithWords(checkpoint.tokenizer, known)
  const idsOf = (caption: string) => tokenizer.tokenize(caption).ids

  const subjects = plan.pictures.map((name, at): CaptionedPicture => {
    const pixels = images[name]
    if (!pixels)
      throw new PalimpsestError(
        'image',
        `The training plan names a picture "${name}" that was not given.`,
        'Give that picture along with the plan.',
      )
    return { name, pixels, caption: idsOf(captionOf(plan, at)), share: 1 / plan.batch }
  })
  const others = await classPictures(plan, networks, signal)
  const kept = others.map((pixels, at) => ({
    name: `class picture ${at + 1}`,
    pixels,
    caption: idsOf(`a ${plan.className}`),
    share: 1 / plan.batch,
  }))
  const options = { size: plan.size, flip: plan.flip, encoder: networks }
  const [subjectPictures, keptPictures] = [
    createDataset(await encodePictures(subjects, options), random),
    kept.length > 0 ? createDataset(await encodePictures(kept, options), random) : undefined,
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
    trainsText: words !== undefined,
    constants: lesson.constants,
  })
  const text = words && (await createTextTrainer(textEncoder, words, { backend, length, clipSkip: 0 }))
  const embeddings = new Map<string, Promise<Tensor>>()
  const encodeOnce = (ids: Int32Array) => {
    const key = ids.join()
    const found =
      embeddings.get(key) ?? networks.encodeText(ids, { clipSkip: 0 }).then(({ tokens }) => tokens)
    embeddings.set(key, found)
    return found
  }
  try {
    const steps = train({
      lesson,
      unet: unetTrainer,
      encode: text ? (ids) => text.encode(ids) : encodeOnce,
      ...(text && { text }),
      draw: () => [...subjectPictures.draw(plan.batch), ...(keptPictures?.draw(plan.batch) ?? [])],
      bars: alphaBars(new SchedulerOptions(configObject(networks.schedulerConfig))),
      prediction: predictionTypeOf(networks.schedulerConfig),
      random,
      steps: plan.steps,
      rate: { peak: plan.learningRate, warmUp: 10 },
      wordRate: plan.kind === 'word' ? plan.learningRate : 10 * plan.learningRate,
      ...(signal && { signal }),
    })
    for await (const { step, loss } of steps) await onStep?.({ step, steps: plan.steps, loss })
    return lesson.files()
  } finally {
    await unetTrainer.dispose()
    await text?.dispose()
  }
}

async function lessonOf(
  plan: TrainingPlan,
  { unet, textEncoder, tokenizer }: Checkpoint,
  random: Parameters<typeof loraLesson>[1]['random'],
): Promise<Lesson> {
  const { kind, word, className, vectors, rank } = plan
  if (kind === 'lora') return loraLesson(unet.config, { rank, random })
  if (kind === 'whole') {
    const parameters = [...unet.weights.values()].reduce((sum, { shape }) => sum + sizeOf(shape), 0)
    if (parameters > largestWhole)
      throw new PalimpsestError(
        'recipe',
        `A UNet of ${Math.round(parameters / 1e6)} million parameters is too large to train whole here; at most ${largestWhole / 1e6} million are not.`,
        'Train a LoRA.',
      )
    return wholeUNetLesson(unet.config, unet.weights)
  }
  const ids = tokenizerWithWords(tokenizer, []).tokenize(className || word).ids
  // Between the beginning and the end of the text.
  const words = await newWord(textEncoder, { word, count: vectors, like: ids[1]! })
  return kind === 'word' ? wordLesson(words) : customDiffusionLesson(unet.config, unet.weights, words)
}

/** What a picture shows: its caption, in which {} is the word and its class. */
function captionOf({ captions, word, className, kind }: TrainingPlan, at: number): string {
  const called = kind === 'word' || className === '' ? word : `${word} ${className}`
  const caption = captions[at]?.trim()
  return caption ? caption.replaceAll('{}', called) : `a ${called}`
}

/** Pictures of the class by the checkpoint as it is (prior preservation). */
async function classPictures(
  plan: TrainingPlan,
  networks: Networks,
  signal: AbortSignal | undefined,
): Promise<readonly Pixels[]> {
  const pictures: Pixels[] = []
  for (let at = 0; at < plan.classPictures; at++) {
    const recipe = parseRecipe(
      {
        version: 2,
        checkpoint: plan.checkpoint,
        prompt: `a ${plan.className}`,
        seed: plan.seed + at,
        steps: 20,
        width: plan.size,
        height: plan.size,
      },
      guideMetas,
    )
    pictures.push((await runEdit({ recipe, images: {} }, networks, signal && { signal })).pixels)
  }
  return pictures
}
