// What the page shows of checkpoints and networks before anything of them is loaded.
import { familyOf } from '../../src/shared/networkFamily'
import type { CheckpointSummary, NetworkSummary } from '../../src/shared/protocol/summaries'
import type { SchedulerId } from '../../src/shared/recipe'
import { configObject, schedulerIdOf } from '../diffusion/schedulers/schedulerConfig'
import type { Checkpoint } from '../models/checkpoint'
import { isModel, type BesideNetwork } from './openBeside'
import type { ControlNetwork } from '../models/openControlNetwork'
import { featureLevels } from '../models/t2iAdapterGraph'

export function summarise(id: string, checkpoint: Checkpoint): CheckpointSummary {
  const {
    label,
    kind,
    parameterCount,
    bytes,
    workingSize,
    unet,
    vae,
    secondText,
    licence,
    notes = [],
  } = checkpoint
  const scheduler = schedulerOf(checkpoint)
  return {
    id,
    label,
    kind,
    ...(scheduler && { scheduler }),
    inChannels: unet.config.inChannels,
    latentChannels: vae.config.latentChannels,
    isXl: secondText !== undefined,
    parameters: parameterCount,
    bytes,
    width: workingSize,
    height: workingSize,
    levels: unet.config.blockOutChannels,
    textWidth: unet.config.crossAttentionDim,
    ...(licence !== undefined && { licence }),
    ...(notes.length > 0 && { notes }),
  }
}

export function summariseNetwork(id: string, network: BesideNetwork): NetworkSummary {
  const { label, bytes } = network
  if (isModel(network)) return { id, label, kind: network.kind, bytes }
  const { kind, parameterCount } = network
  const textWidth = kind === 'controlnet' ? network.config.crossAttentionDim : undefined
  const levels = levelsOf(network)
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

/** Channels of the levels that the UNet must have. Of an adapter for Stable Diffusion XL, the last one is for the middle block. */
function levelsOf(network: ControlNetwork): readonly number[] {
  if (network.kind === 'controlnet') return network.config.blockOutChannels
  const levels = featureLevels(network.config)
  return network.config.adapterType === 'full_adapter_xl' ? levels.slice(0, -1) : levels
}

/** A sampler that is not one of ours is refused when an edit begins, in words. */
function schedulerOf({ schedulerConfig }: Checkpoint): SchedulerId | undefined {
  try {
    return schedulerIdOf(configObject(schedulerConfig))
  } catch {
    return undefined
  }
}
