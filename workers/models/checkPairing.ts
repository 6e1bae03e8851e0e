// Whether a ControlNet or T2I-Adapter goes with a checkpoint, told from their configurations.
import { PalimpsestError } from '../../src/shared/errors'
import type { Message } from '../../src/shared/message'
import type { Checkpoint } from './checkpoint'
import type { ControlNetConfig } from './controlNetConfig'
import { messages } from './messages'
import type { ControlNetwork } from './openControlNetwork'
import type { T2IAdapterConfig } from './t2iAdapterConfig'
import { featureLevels, featureShapes } from './t2iAdapterGraph'
import type { UNetConfig } from './unetConfig'
import { adapterShapes, residualShapes } from './unetGraph'

interface Partner {
  readonly label: string
  readonly unet: { readonly config: UNetConfig }
  readonly vae: { readonly config: Pick<Checkpoint['vae']['config'], 'latentChannels' | 'scaleFactor'> }
}

/**
 * Holds a network against the checkpoint that it is to steer.
 * @throws PalimpsestError('checkpoint') with the two numbers that disagree.
 */
export function checkPairing(network: ControlNetwork, checkpoint: Partner): void {
  const disagreement =
    network.kind === 'controlnet'
      ? controlNetDisagreement(network.config, checkpoint)
      : adapterDisagreement(network.config, checkpoint)
  if (disagreement === undefined) return
  throw new PalimpsestError(
    messages.noPair({ network: network.label, checkpoint: checkpoint.label, what: disagreement }),
  )
}

function controlNetDisagreement(config: ControlNetConfig, { unet, vae }: Partner): Message | undefined {
  const { inChannels, crossAttentionDim, downsamplePadding, scaleFactor } = config
  if (crossAttentionDim !== unet.config.crossAttentionDim)
    return messages.pairTextWidths({ read: crossAttentionDim, given: unet.config.crossAttentionDim })
  // Most read the noisy latents alone, whatever other channels the UNet has beside them.
  if (inChannels !== vae.config.latentChannels && inChannels !== unet.config.inChannels)
    return messages.pairChannels({
      read: inChannels,
      latent: vae.config.latentChannels,
      all: unet.config.inChannels,
    })
  const levels = levelDisagreement(config.blockOutChannels, unet.config.blockOutChannels)
  if (levels !== undefined) return levels
  for (const [level, layers] of config.layersPerBlock.entries())
    if (layers !== unet.config.layersPerBlock[level])
      return messages.pairLayers({ level, own: layers, given: unet.config.layersPerBlock[level]! })
  if (downsamplePadding !== unet.config.downsamplePadding)
    return messages.pairPadding({ own: downsamplePadding, given: unet.config.downsamplePadding })
  return scaleDisagreement(scaleFactor, vae.config.scaleFactor)
}

function adapterDisagreement(config: T2IAdapterConfig, { unet, vae }: Partner): Message | undefined {
  return (
    levelDisagreement(readLevels(config, unet.config), readingLevels(config, unet.config)) ??
    // Of Stable Diffusion XL's, the finest features lie behind the UNet's first halving.
    (isForXl(config) ? undefined : scaleDisagreement(config.downscaleFactor, vae.config.scaleFactor)) ??
    sizeDisagreement(config, unet.config, vae.config.scaleFactor)
  )
}

/**
 * The levels of an adapter that a UNet reads. A light one gives its last level once more, a size smaller: where the UNet has no level
 * for it, it is left over, in diffusers too.
 */
function readLevels(config: T2IAdapterConfig, { blockOutChannels }: UNetConfig): readonly number[] {
  const levels = featureLevels(config)
  const isLeftOver = config.adapterType === 'light_adapter' && levels.length === blockOutChannels.length + 1
  return isLeftOver ? levels.slice(0, -1) : levels
}

const isForXl = ({ adapterType }: T2IAdapterConfig): boolean => adapterType === 'full_adapter_xl'

/** The levels of a UNet that read an adapter's features; those of an adapter for Stable Diffusion XL, the middle block too. */
function readingLevels(config: T2IAdapterConfig, { blockOutChannels }: UNetConfig): readonly number[] {
  const levels = featureLevels(config)
  const middle = isForXl(config) && levels.length === blockOutChannels.length + 1
  return middle ? [...blockOutChannels, blockOutChannels.at(-1)!] : blockOutChannels
}

/** The channels of each level, from the finest. */
function levelDisagreement(own: readonly number[], theirs: readonly number[]): Message | undefined {
  if (own.length !== theirs.length) return messages.pairLevels({ own: own.length, given: theirs.length })
  const level = own.findIndex((channels, at) => channels !== theirs[at])
  if (level < 0) return undefined
  return messages.pairLevelChannels({ level, own: own[level]!, given: theirs[level]! })
}

function scaleDisagreement(own: number, theirs: number): Message | undefined {
  if (own === theirs) return undefined
  return messages.pairScale({ own, given: theirs })
}

/** An adapter's levels are halved one after another; those of a UNet may be elsewhere, or be halved downwards. */
function sizeDisagreement(
  config: T2IAdapterConfig,
  unet: UNetConfig,
  scaleFactor: number,
): Message | undefined {
  for (const side of [64, 63]) {
    const hint = side * scaleFactor
    const own = featureShapes(config, { height: hint, width: hint }).slice(0, readLevels(config, unet).length)
    const inside = adapterShapes(unet, { batch: 1, height: side, width: side })
    const { mid } = residualShapes(unet, { batch: 1, height: side, width: side })
    const theirs = [...inside, mid]
    const level = own.findIndex(([, , height], at) => height !== theirs[at]![2])
    if (level >= 0)
      return messages.pairSizes({ side, level, own: own[level]![2]!, given: theirs[level]![2]! })
  }
  return undefined
}
