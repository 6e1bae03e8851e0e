// How much memory a training will take, before anything of it is loaded: its graph is built with the loss and the gradients, and weighed.
import { parseTrainingPlan } from '../../src/shared/trainingPlan'
import { randomStreams } from '../diffusion/random/streams'
import type { Checkpoint } from '../models/checkpoint'
import type { Backend } from '../runtime/backend'
import { memoryOf } from '../runtime/memoryOf'
import { tokenizerWithWords } from '../text/learnedWords'
import { refuseTooLarge } from '../training/fitsMemory'
import { withLossOf } from '../training/unetTrainer'
import { lessonOfPlan } from './lessonOfPlan'
import { trainedGraph, trainsTextIn } from './openTraining'
import { refuseNamelessClass } from './trainingPictures'

/**
 * Bytes that a training takes.
 * @param plan parsed JSON
 * @throws PalimpsestError as the training would: what the checkpoint does not allow, or what does not fit, with what would
 */
export async function foreseeTraining(
  plan: unknown,
  { checkpoint, backend }: { readonly checkpoint: Checkpoint; readonly backend: Pick<Backend, 'name'> },
): Promise<number> {
  const read = parseTrainingPlan(plan)
  refuseNamelessClass(read)
  const { scaleFactor } = checkpoint.vae.config
  const lesson = await lessonOfPlan(read, checkpoint, {
    random: randomStreams(read.seed).stream('lora'),
    scaleFactor,
  })
  const graph = trainedGraph(read, lesson, {
    unet: checkpoint.unet,
    scaleFactor,
    batch: read.batch * (read.classPictures > 0 ? 2 : 1),
    length: tokenizerWithWords(checkpoint.tokenizer, []).tokenize('').ids.length,
  })
  const bytes = withLossOf(graph, lesson.trainables, { backend, trainsText: trainsTextIn(lesson) })
  const { most } = memoryOf(backend)
  if (most !== undefined) refuseTooLarge(bytes, most, read)
  return bytes.standing + bytes.passing
}
