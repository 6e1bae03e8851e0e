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
  if (secondText)
    throw new PalimpsestError(
      'recipe',
      'Stable Diffusion XL is not taught here: a step of its training needs more memory than a browser has.',
      'Teach a checkpoint of Stable Diffusion 1 or 2, or add a LoRA or an embedding that was trained elsewhere.',
    )
  if (kind === 'lora') {
    const text = trainsText ? textEncoder : undefined
    return loraLesson(unet.config, { rank, random, convolutions, textEncoder: text })
  }
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
  if (isWordKnown(word, tokenizer))
    throw new PalimpsestError(
      'recipe',
      `The word "${word}" is one that the tokenizer of "${label}" knows already.`,
      `Choose one that means nothing yet, such as "<${word}>".`,
    )
  const ids = tokenizerWithWords(tokenizer, []).tokenize(className || word).ids
  // Between the beginning and the end of the text.
  const words = await newWord(textEncoder, { word, count: vectors, like: ids[1]! })
  return kind === 'word' ? wordLesson(words) : customDiffusionLesson(unet.config, unet.weights, words)
}
