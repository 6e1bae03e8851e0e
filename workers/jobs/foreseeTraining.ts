// What a training will take, before anything of it is loaded: its graph is built with the loss and the gradients, weighed, and compared with
// the UNet's own, of which it is known how long it takes.
import { throwIfCancelled } from '../../src/shared/cancelling'
import { parseTrainingPlan } from '../../src/shared/trainingPlan'
import type { TrainingNeeds } from '../../src/shared/protocol/answers'
import { randomStreams } from '../diffusion/random/streams'
import { workOf } from '../graph/workOf'
import type { Checkpoint } from '../models/checkpoint'
import { unetGraph } from '../models/unetGraph'
import type { Backend } from '../runtime/backend'
import type { MeasuredRuns } from '../runtime/measuredRuns'
import { memoryOf } from '../runtime/memoryOf'
import { messagesHandled } from '../runtime/messagesHandled'
import { tokenizerWithWords } from '../text/learnedWords'
import { refuseTooLarge } from '../training/fitsMemory'
import { optimiserTime } from '../training/optimiserTime'
import { withLossOf } from '../training/unetTrainer'
import { lessonOfPlan } from './lessonOfPlan'
import type { BesideNetwork } from './openBeside'
import { idOf } from './ownerIds'
import { warmUpSteps } from './warmUp'
import { trainedBy, trainedGraph, trainsTextIn } from './openTraining'
import { refuseNamelessClass } from './trainingPictures'

/**
 * @param plan parsed JSON
 * @throws PalimpsestError as the training would: what the checkpoint does not allow, or what does not fit, with what would; 'cancelled'
 */
export async function foreseeTraining(
  plan: unknown,
  {
    checkpoint,
    backend,
    measured,
    memory = memoryOf(backend).most,
    controlNetwork,
    signal,
  }: {
    readonly checkpoint: Checkpoint
    readonly backend: Pick<Backend, 'name'>
    /** What runs took on this device. */
    readonly measured: Pick<MeasuredRuns, 'likely'>
    /** Bytes that there are; unless it is said, what the backend has. */
    readonly memory?: number | undefined
    /** Opens what a ControlNet goes on from. */
    readonly controlNetwork?: ((id: string) => Promise<BesideNetwork>) | undefined
    /** Ends it between two of its parts. */
    readonly signal?: AbortSignal
  },
): Promise<TrainingNeeds> {
  const read = parseTrainingPlan(plan)
  /** Each part takes a while in which no message is heard. */
  const pause = async () => {
    await messagesHandled()
    throwIfCancelled(signal)
  }
  refuseNamelessClass(read)
  const { unet } = checkpoint
  const { scaleFactor } = checkpoint.vae.config
  const lesson = await lessonOfPlan(read, checkpoint, {
    random: randomStreams(read.seed).stream('lora'),
    scaleFactor,
    controlNetwork,
  })
  await pause()
  const batch = read.batch * (read.classPictures > 0 ? 2 : 1)
  const length = tokenizerWithWords(checkpoint.tokenizer, []).tokenize('').ids.length
  const graph = trainedGraph(read, lesson, { unet, scaleFactor, batch, length })
  await pause()
  const bytes = withLossOf(graph, lesson.trainables, { backend, trainsText: trainsTextIn(lesson) })
  if (memory !== undefined) refuseTooLarge(bytes, memory, read)
  const side = read.size / scaleFactor
  const pass = workOf(unetGraph(unet.config, unet.weights, { batch: 1, height: side, width: side, length }))
  const trained = trainedBy(lesson).reduce((sum, { values }) => sum + values.length, 0)
  const likely = measured.likely(`${idOf(checkpoint)} unet`, pass)
  return {
    bytes: bytes.standing + bytes.passing,
    work: workOf(graph) / pass,
    optimiser: trained * optimiserTime(),
    ...(likely && { pass: likely.seconds, ...(likely.runs <= warmUpSteps && { rehearsed: true as const }) }),
  }
}
