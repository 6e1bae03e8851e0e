// A training as the page sees it: its steps and samples, and the files that come of it.
import { untilCancelled } from '../../src/shared/cancelling'
import { PalimpsestError, reportOf } from '../../src/shared/errors'
import type { EngineEvent } from '../../src/shared/protocol/event'
import type { Request, TrainingOrder } from '../../src/shared/protocol/request'
import { parseTrainingPlan } from '../../src/shared/trainingPlan'
import { savedLesson, savedState } from '../training/savedTraining'
import type { TrainingStore } from '../training/trainingStore'
import { CheckpointNetworks } from './checkpointNetworks'
import { createEstimate } from './progress'
import type { Reported } from './reportedEdit'
import { nothingKept, runTraining } from './trainJob'
import { memoryOf } from '../runtime/memoryOf'

export type TrainRequest = Extract<Request, { type: 'train' | 'go-on-training' }>

export interface TrainingSurroundings {
  readonly store: TrainingStore | undefined
  /** Lets edits go first, and tells what the person asked for meanwhile. */
  readonly between: () => Promise<readonly TrainingOrder[]>
  /** It was begun before on a device that was lost, and goes on from what is kept, if anything is. */
  readonly again: boolean
}

export async function runReportedTraining(
  { request, signal, post, backend, sessions, checkpoints }: Reported<TrainRequest>,
  { store, between, again }: TrainingSurroundings,
): Promise<void> {
  const { job } = request
  const started = performance.now()
  const kept = request.type === 'go-on-training' || again ? store && (await savedLesson(store)) : undefined
  const begun = request.type === 'train' && !kept ? request : undefined
  const plan = begun ? parseTrainingPlan(begun.plan) : kept?.plan
  if (!plan) throw nothingKept()
  post({ type: 'progress', job, stage: 'loading', step: 0, steps: 0 })
  const checkpoint = await untilCancelled(checkpoints.get(plan.checkpoint), signal)
  const networks = new CheckpointNetworks(checkpoint, backend, sessions, { signal })
  const estimate = createEstimate()
  let before = 0
  const outcome = await runTraining(begun && { plan, images: begun.images }, {
    checkpoint,
    networks,
    backend,
    signal,
    store,
    between,
    memory: memoryOf(backend).most,
    onMemory: (bytes) => post({ type: 'training-needs', job, bytes }),
    onClassPicture: (step, steps) => post({ type: 'progress', job, stage: 'encoding', step, steps }),
    onGoingOn: (losses) => {
      before = losses.length
      post({ type: 'training-goes-on', job, losses })
    },
    onStep: ({ step, steps, loss }) => {
      estimate.stepDone()
      const secondsLeft = estimate.secondsLeft(steps - before)
      const left = secondsLeft === undefined ? {} : { secondsLeft }
      post({ type: 'progress', job, stage: 'training', step, steps, ...left })
      post({ type: 'loss', job, step, loss })
    },
    onSample: (sample) => post({ type: 'sample', job, ...sample }, [sample.pixels.data.buffer]),
    onFiles: (step, files) => post({ type: 'learned-so-far', job, step, files }),
    onProblem: (error) => post({ type: 'problem', job, error: reportOf(error) }),
  })
  if (outcome.paused) {
    post({ type: 'paused', job })
    await postUnfinished(store, post)
    return
  }
  const { files, stopped } = outcome
  const seconds = (performance.now() - started) / 1000
  post({ type: 'trained', job, files, seconds, ...(stopped && { stopped: reportOf(stopped) }) })
}

/** Posts what training is kept, where one is, or why it cannot be read. */
export async function postUnfinished(
  store: TrainingStore | undefined,
  post: (event: EngineEvent) => void,
): Promise<void> {
  if (!store) return
  const lesson = await savedLesson(store).catch((error: unknown) => {
    // What is damaged counts as none.
    if (error instanceof PalimpsestError) post({ type: 'unreadable-training', error: reportOf(error) })
  })
  if (!lesson) return
  const step = (await savedState(store))?.optimiser.step ?? 0
  post({ type: 'unfinished-training', plan: lesson.plan, step })
}
