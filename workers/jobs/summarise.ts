import type { CheckpointSummary } from '../../src/shared/protocol'
import type { SchedulerId } from '../../src/shared/recipe'
import { configObject, schedulerIdOf } from '../diffusion/schedulers/schedulerConfig'
import type { Checkpoint } from '../models/checkpoint'

/** What the page shows of a checkpoint before anything of it is loaded. */
export function summarise(id: string, checkpoint: Checkpoint): CheckpointSummary {
  const { label, kind, parameterCount, bytes, workingSize, unet, vae } = checkpoint
  const scheduler = schedulerOf(checkpoint)
  return {
    id,
    label,
    kind,
    ...(scheduler && { scheduler }),
    inChannels: unet.config.inChannels,
    latentChannels: vae.config.latentChannels,
    parameters: parameterCount,
    bytes,
    width: workingSize,
    height: workingSize,
  }
}

/** A sampler that is not one of ours is refused when an edit begins, in words. */
function schedulerOf({ schedulerConfig }: Checkpoint): SchedulerId | undefined {
  try {
    return schedulerIdOf(configObject(schedulerConfig))
  } catch {
    return undefined
  }
}
