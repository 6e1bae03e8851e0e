import { PalimpsestError } from '../../../src/shared/errors'
import type { Checkpoint } from '../checkpoint'
import type { OpenedNetwork } from '../openNetwork'
import type { VaeConfig } from '../vaeConfig'
import type { Autoencoder } from './addOn'
import type { FittedAddOns } from './fitAddOns'
import { messages } from './messages'

/**
 * Autoencoders in place of a checkpoint's own: one for pictures, one for previews.
 * @throws PalimpsestError('recipe') when there are two of a kind, or with the two numbers that disagree
 */
export function fitAutoencoder(
  uses: readonly { readonly id: string; readonly addOn: Autoencoder }[],
  { vae: { config: own }, label }: Checkpoint,
): Pick<FittedAddOns, 'vae' | 'preview'> {
  const fitted: { vae?: OpenedNetwork<VaeConfig>; preview?: OpenedNetwork<VaeConfig> } = {}
  const ids = new Map<Autoencoder['kind'], string>()
  for (const { id, addOn } of uses) {
    const { kind, network, isScaled } = addOn
    const other = ids.get(kind)
    if (other !== undefined) throw new PalimpsestError(messages.twoAutoencoders({ first: other, second: id }))
    ids.set(kind, id)
    const { latentChannels, scaleFactor, scalingFactor } = network.config
    if (latentChannels !== own.latentChannels || scaleFactor !== own.scaleFactor)
      throw new PalimpsestError(
        messages.otherLatents({
          addOn: id,
          channels: latentChannels,
          scale: scaleFactor,
          checkpoint: label,
          ownChannels: own.latentChannels,
          ownScale: own.scaleFactor,
        }),
      )
    if (kind === 'preview-decoder') {
      fitted.preview = network
      continue
    }
    if (isScaled && scalingFactor !== own.scalingFactor)
      throw new PalimpsestError(
        messages.otherScaling({
          addOn: id,
          factor: scalingFactor,
          checkpoint: label,
          ownFactor: own.scalingFactor,
        }),
      )
    const forceUpcast = own.kind === 'kl' && own.forceUpcast
    fitted.vae =
      isScaled || network.config.kind !== 'kl'
        ? network
        : { ...network, config: { ...network.config, scalingFactor: own.scalingFactor, forceUpcast } }
  }
  return fitted
}
