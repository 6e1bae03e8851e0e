// What a plan teaches, as a lesson over a checkpoint.
import { PalimpsestError } from '../../src/shared/errors'
import { conceptsOf, type TrainingPlan } from '../../src/shared/trainingPlan'
import type { Generator } from '../diffusion/random/generator'
import { checkPairing } from '../models/checkPairing'
import { isWordKnown } from '../models/addOns/refuseWordsKnown'
import type { Checkpoint } from '../models/checkpoint'
import { sizeOf } from '../tensor/tensor'
import { tokenizerWithWords } from '../text/learnedWords'
import type { Lesson } from '../training/lesson'
import { calledIn } from '../training/captions'
import { loraLesson } from '../training/loraLesson'
import { controlNetLesson } from '../training/controlNetLesson'
import { customDiffusionLesson } from '../training/customDiffusionLesson'
import { wholeUNetLesson } from '../training/wholeLesson'
import { newWords, wordLesson } from '../training/wordLesson'
import { messages } from './messages'
import type { BesideNetwork } from './openBeside'

/** A whole UNet of more parameters than this does not train here: weights, gradients and moments are four times its size. */
const largestWhole = 200e6

/**
 * @param means `random`: for what begins at random; `controlNetwork`: opens what a ControlNet goes on from
 * @throws PalimpsestError('recipe') when the checkpoint is too large for it, or is Stable Diffusion XL.
 */
export async function lessonOfPlan(
  plan: TrainingPlan,
  checkpoint: Checkpoint,
  {
    random,
    scaleFactor,
    controlNetwork,
  }: {
    readonly random: Generator
    readonly scaleFactor: number
    readonly controlNetwork?: ((id: string) => Promise<BesideNetwork>) | undefined
  },
): Promise<Lesson> {
  const { kind, rank, convolutions, textEncoder: trainsText, newWord } = plan
  const { unet, textEncoder, secondText } = checkpoint
  if (secondText) throw new PalimpsestError(messages.xlNotTaught())
  if (plan.network !== '' && kind !== 'controlnet') throw new PalimpsestError(messages.onlyControlNetGoesOn())
  const pivotal = async () => (newWord ? wordsOf(plan, checkpoint) : undefined)
  if (kind === 'lora') {
    const words = await pivotal()
    const text = trainsText ? textEncoder : undefined
    const called = conceptsOf(plan).map((concept) => calledIn(plan, concept))
    return loraLesson(unet.config, { rank, random, convolutions, textEncoder: text, words, called })
  }
  if (kind === 'controlnet') {
    const from = plan.network === '' ? undefined : await controlNetFor(checkpoint, plan, controlNetwork)
    return controlNetLesson(unet, { scaleFactor, random, from })
  }
  if (kind === 'whole') {
    const parameters = [...unet.weights.values()].reduce((sum, { shape }) => sum + sizeOf(shape), 0)
    if (parameters > largestWhole)
      throw new PalimpsestError(
        messages.tooLargeWhole({ millions: Math.round(parameters / 1e6), most: largestWhole / 1e6 }),
      )
    return wholeUNetLesson(unet.config, unet.weights, await pivotal())
  }
  const words = await wordsOf(plan, checkpoint)
  return kind === 'word' ? wordLesson(words) : customDiffusionLesson(unet.config, unet.weights, words)
}

/** What a ControlNet goes on from, held against the checkpoint. */
async function controlNetFor(
  checkpoint: Checkpoint,
  { network: id }: TrainingPlan,
  open: ((id: string) => Promise<BesideNetwork>) | undefined,
) {
  if (!open) throw new PalimpsestError(messages.networkNotOpen({ network: id }))
  const opened = await open(id)
  if (opened.kind !== 'controlnet')
    throw new PalimpsestError(messages.wrongKind({ network: id, wanted: 'ControlNet' }))
  checkPairing(opened, checkpoint)
  const { conditioningChannels, conditioningChannelOrder } = opened.config
  if (conditioningChannels !== 3 || conditioningChannelOrder !== 'rgb')
    throw new PalimpsestError(messages.hintsNotTaught({ network: id }))
  return opened
}

/** A new word for each concept, which begins as the word of its class. */
async function wordsOf(plan: TrainingPlan, { textEncoder, tokenizer }: Checkpoint) {
  const plain = tokenizerWithWords(tokenizer, [])
  const seen = new Set<string>()
  const words = conceptsOf(plan).map(({ word, className }) => {
    if (isWordKnown(word, tokenizer))
      throw new PalimpsestError(messages.wordKnown({ word, label: plan.checkpoint }))
    if (seen.has(word.toLowerCase())) throw new PalimpsestError(messages.wordTwice({ word }))
    seen.add(word.toLowerCase())
    // Between the beginning and the end of the text.
    const like = plain.tokenize(className || word).ids[1]!
    return { word, count: plan.vectors, like }
  })
  return newWords(textEncoder, words)
}
