import type { CheckpointSummary } from '../../src/shared/protocol'
import type { Checkpoint } from '../models/checkpoint'

/** What the page shows of a checkpoint before anything of it is loaded. */
export function summarise(id: string, checkpoint: Checkpoint): CheckpointSummary {
  const { label, kind, parameterCount, bytes, workingSize, unet, vae } = checkpoint
  return {
    id,
    label,
    kind,
    inChannels: unet.config.inChannels,
    latentChannels: vae.config.latentChannels,
    parameters: parameterCount,
    bytes,
    width: workingSize,
    height: workingSize,
  }
}
