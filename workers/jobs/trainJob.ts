// One training, from plan and pictures to files that any program of this field reads.
import { PalimpsestError } from '../../src/shared/errors'
import { throwIfCancelled } from '../../src/shared/cancelling'
import { savedLesson, savedState, saveState } from '../training/savedTraining'
import { AstrayError, train } from '../training/trainer'
import type { TrainingStore } from '../training/trainingStore'
import { messages } from './messages'
import { openTraining, type KeptTraining, type OpenedTraining } from './openTraining'
import { sampleLearned } from './sampleLearned'
import type { TrainingMeans, TrainingOutcome, TrainingRequest } from './trainingEvents'

/**
 * Trains, and gives what was learned as files.
 * @param request absent: goes on with the training that the store keeps
 * @throws PalimpsestError with one sentence; 'cancelled' once the signal is aborted.
 */
export async function runTraining(
  request: TrainingRequest | undefined,
  means: TrainingMeans,
): Promise<TrainingOutcome> {
  const opened = await openTraining(request ?? (await keptTraining(means.store)), means)
  if (!request) means.onGoingOn?.([...opened.losses])
  const { store } = means
  const { lesson, averages } = opened.task
  const filesNow = () => lesson.files(averages?.values)
  try {
    if (await goThrough(opened, means)) return { files: [], paused: true }
    await store?.clear()
    return { files: filesNow(), paused: false }
  } catch (error) {
    if (!(error instanceof AstrayError)) throw error
    await store?.clear()
    if (!error.late) throw error.said
    return { files: filesNow(), paused: false, stopped: error.said }
  } finally {
    await opened.dispose()
  }
}

/** Its steps, and what is to be done between them. @returns whether it was told to pause, and is kept */
async function goThrough(
  { plan, task, losses: before, stateWith }: OpenedTraining,
  means: TrainingMeans,
): Promise<boolean> {
  const { store, signal, onProblem } = means
  const losses = [...before]
  const filesNow = () => task.lesson.files(task.averages?.values)
  const keep = async () => {
    if (store && plan.saveEvery > 0) await saveState(store, stateWith(losses)).catch(onProblem)
  }
  const sample = async (step: number) => {
    const pictures = await sampleLearned(plan, filesNow(), means)
    for (const [at, pixels] of pictures.entries())
      means.onSample?.({ step, prompt: plan.samplePrompts[at]!, pixels })
  }
  for await (const { step, loss } of train(task)) {
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
        return true
      }
    }
  }
  if (plan.samplePrompts.length > 0) await sample(plan.steps)
  return false
}

async function keptTraining(store: TrainingStore | undefined): Promise<KeptTraining> {
  const encoded = store && (await savedLesson(store))
  if (!encoded) throw nothingKept()
  return { encoded, state: await savedState(store) }
}

export const nothingKept = () => new PalimpsestError(messages.noTraining())
