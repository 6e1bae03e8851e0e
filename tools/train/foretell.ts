// What a training without a window will take, told before it starts: memory by the graph of a step, time by a few passes of the UNet.
import { constrainedMemory } from 'node:process'
import { totalmem } from 'node:os'
import { trainingTime } from '../../src/engine/trainingCost'
import { parseRecipe } from '../../src/shared/recipe'
import type { TrainingPlan } from '../../src/shared/trainingPlan'
import { guideMetas } from '../../workers/guidance/list'
import { CheckpointNetworks } from '../../workers/jobs/checkpointNetworks'
import { runEdit } from '../../workers/jobs/editJob'
import { foreseeTraining } from '../../workers/jobs/foreseeTraining'
import { warmUpSteps } from '../../workers/jobs/warmUp'
import type { Checkpoint } from '../../workers/models/checkpoint'
import type { Backend } from '../../workers/runtime/backend'
import { SessionCache } from '../../workers/runtime/sessionCache'

/** What is no rehearsal any more. */
const passes = 2 * warmUpSteps + 1

/** Bytes that a process may have on this machine. */
export const machineMemory = (): number => {
  const allowed = constrainedMemory()
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem()
}

export interface Foretold {
  readonly bytes: number
  /** Absent for a checkpoint that cannot make a picture of words alone, by which the time is measured. */
  readonly seconds?: number
}

/**
 * @param memory bytes that there are
 * @throws PalimpsestError as the training would: what the checkpoint does not allow, or what does not fit, with what would
 */
export async function foretell(
  plan: TrainingPlan,
  {
    checkpoint,
    backend,
    memory,
  }: { readonly checkpoint: Checkpoint; readonly backend: Backend; readonly memory: number },
): Promise<Foretold> {
  // Memory first: nothing is loaded for what is refused.
  const sessions = new SessionCache(backend, Infinity)
  const foresee = () => foreseeTraining(plan, { checkpoint, backend, memory, measured: sessions.measured })
  const { bytes } = await foresee()
  const { latentChannels } = new CheckpointNetworks(checkpoint, backend, sessions).traits
  if (checkpoint.unet.config.inChannels !== latentChannels) return { bytes }
  const { size } = plan
  const recipe = parseRecipe(
    {
      version: 2,
      checkpoint: plan.checkpoint,
      prompt: 'a',
      seed: 0,
      steps: passes,
      width: size,
      height: size,
      guides: [],
    },
    guideMetas,
  )
  try {
    await runEdit({ recipe, images: {} }, new CheckpointNetworks(checkpoint, backend, sessions), {})
    const time = trainingTime([], plan, backend.name, await foresee())
    return { bytes, ...(time && { seconds: time.seconds }) }
  } finally {
    await sessions.releaseAll()
  }
}
