// What a training without a window will take, told before it starts: memory by the graph of a step, time by a few passes of the UNet.
import { constrainedMemory } from 'node:process'
import { totalmem } from 'node:os'
import { trainingTime } from '../../src/engine/trainingCost'
import type { Pixels } from '../../src/shared/pixels'
import { parseRecipe, type Recipe } from '../../src/shared/recipe'
import type { TrainingPlan } from '../../src/shared/trainingPlan'
import { guideMetas } from '../../workers/guidance/list'
import { CheckpointNetworks } from '../../workers/jobs/checkpointNetworks'
import { runEdit } from '../../workers/jobs/editJob'
import { foreseeTraining } from '../../workers/jobs/foreseeTraining'
import type { TrainingMeans } from '../../workers/jobs/trainingEvents'
import { warmUpSteps } from '../../workers/jobs/warmUp'
import { SessionCache } from '../../workers/runtime/sessionCache'

/** An edit of a plan's checkpoint that takes nothing but passes of its UNet: of words alone, or of a picture by instruction. */
export const plainEdit = ({ checkpoint, size, before: [given] }: TrainingPlan, steps: number): Recipe =>
  parseRecipe(
    {
      version: 2,
      checkpoint,
      prompt: 'a',
      seed: 0,
      steps,
      width: size,
      height: size,
      ...(given !== undefined && { image: given }),
      guides: given === undefined ? [] : [{ id: 'instruct-pix2pix', values: {} }],
    },
    guideMetas,
  )

/** What is no rehearsal any more. */
const passes = 2 * warmUpSteps + 1

/** Bytes that a process may have on this machine. */
export const machineMemory = (): number => {
  const allowed = constrainedMemory()
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem()
}

export interface Foretold {
  readonly bytes: number
  /** Absent where no pass of the checkpoint's UNet could be measured. */
  readonly seconds?: number
}

/**
 * @param means `memory`: bytes that there are; `images`: the plan's pictures; `controlNetwork`: opens what a ControlNet goes on from
 * @throws PalimpsestError as the training would: what the checkpoint does not allow, or what does not fit, with what would
 */
export async function foretell(
  plan: TrainingPlan,
  {
    checkpoint,
    backend,
    memory,
    images,
    controlNetwork,
  }: Pick<TrainingMeans, 'checkpoint' | 'backend' | 'controlNetwork'> & {
    readonly memory: number
    readonly images: Readonly<Record<string, Pixels>>
  },
): Promise<Foretold> {
  // Memory first: nothing is loaded for what is refused.
  const sessions = new SessionCache(backend, Infinity)
  const { measured } = sessions
  const foresee = () => foreseeTraining(plan, { checkpoint, backend, memory, measured, controlNetwork })
  const { bytes } = await foresee()
  const networks = new CheckpointNetworks(checkpoint, backend, sessions)
  const { latentChannels, inChannels } = networks.traits
  const [given] = plan.before
  // Only by pairs is a checkpoint of more channels taught.
  if (inChannels !== latentChannels && given === undefined) return { bytes }
  try {
    await runEdit({ recipe: plainEdit(plan, passes), images }, networks, {})
    const time = trainingTime([], plan, backend.name, await foresee())
    return { bytes, ...(time && { seconds: time.seconds }) }
  } finally {
    await sessions.releaseAll()
  }
}
