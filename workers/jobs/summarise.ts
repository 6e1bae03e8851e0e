// What the page shows of checkpoints and networks before anything of them is loaded.
import type { CheckpointSummary, NetworkFamily, NetworkSummary } from '../../src/shared/protocol'
import type { SchedulerId } from '../../src/shared/recipe'
import { configObject, schedulerIdOf } from '../diffusion/schedulers/schedulerConfig'
import type { Checkpoint } from '../models/checkpoint'
import type { ControlNetwork } from '../models/openControlNetwork'
import { featureLevels } from '../models/t2iAdapterGraph'

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
    levels: unet.config.blockOutChannels,
    textWidth: unet.config.crossAttentionDim,
  }
}

export function summariseNetwork(id: string, network: ControlNetwork): NetworkSummary {
  const { label, kind, parameterCount, bytes } = network
  const textWidth = kind === 'controlnet' ? network.config.crossAttentionDim : undefined
  const levels = kind === 'controlnet' ? network.config.blockOutChannels : featureLevels(network.config)
  return {
    id,
    label,
    kind,
    parameters: parameterCount,
    bytes,
    family: familyOf(levels, textWidth),
    levels,
    ...(textWidth !== undefined && { textWidth }),
  }
}

function familyOf(levels: readonly number[], textWidth: number | undefined): NetworkFamily {
  switch (levels.join()) {
    case '320,640,1280,1280':
      return textWidth === undefined ? 'sd' : textWidth === 768 ? 'sd1' : textWidth === 1024 ? 'sd2' : 'other'
    case '64,128,192':
      return 'toyland'
    default:
      return 'other'
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
