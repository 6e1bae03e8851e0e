// What a plan teaches, as a lesson over a checkpoint.
import { PalimpsestError } from '../../src/shared/errors'
import type { TrainingPlan } from '../../src/shared/trainingPlan'
import type { Generator } from '../diffusion/random/generator'
import { isWordKnown } from '../models/addOns/refuseWordsKnown'
import type { Checkpoint } from '../models/checkpoint'
import { sizeOf } from '../tensor/tensor'
import { tokenizerWithWords } from '../text/learnedWords'
import type { Lesson } from '../training/lesson'
import { loraLesson } from '../training/loraLesson'
import { customDiffusionLesson, wholeUNetLesson } from '../training/weightsLesson'
import { newWord, wordLesson } from '../training/wordLesson'
import { messages } from './messages'

/** A whole UNet of more parameters than this does not train here: weights, gradients and moments are four times its size. */
const largestWhole = 200e6

/**
 * @param random for what begins at random
 * @throws PalimpsestError('recipe') when the checkpoint is too large for it, or is Stable Diffusion XL.
 */
export async function lessonOfPlan(
  { kind, word, className, vectors, rank, convolutions, textEncoder: trainsText }: TrainingPlan,
  { unet, textEncoder, tokenizer, secondText, label }: Checkpoint,
  random: Generator,
): Promise<Lesson> {
  if (secondText) throw new PalimpsestError(messages.xlNotTaught())
  if (kind === 'lora') {
    const text = trainsText ? textEncoder : undefined
    return loraLesson(unet.config, { rank, random, convolutions, textEncoder: text })
  }
  if (kind === 'whole') {
    const parameters = [...unet.weights.values()].reduce((sum, { shape }) => sum + sizeOf(shape), 0)
    if (parameters > largestWhole)
      throw new PalimpsestError(
        messages.tooLargeWhole({ millions: Math.round(parameters / 1e6), most: largestWhole / 1e6 }),
      )
    return wholeUNetLesson(unet.config, unet.weights)
  }
  if (isWordKnown(word, tokenizer)) throw new PalimpsestError(messages.wordKnown({ word, label }))
  const ids = tokenizerWithWords(tokenizer, []).tokenize(className || word).ids
  // Between the beginning and the end of the text.
  const words = await newWord(textEncoder, { word, count: vectors, like: ids[1]! })
  return kind === 'word' ? wordLesson(words) : customDiffusionLesson(unet.config, unet.weights, words)
}
