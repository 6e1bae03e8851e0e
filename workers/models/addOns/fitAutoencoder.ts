import { PalimpsestError } from '../../../src/shared/errors'
import type { Checkpoint } from '../checkpoint'
import type { OpenedNetwork } from '../openNetwork'
import type { VaeConfig } from '../vaeConfig'
import type { Autoencoder } from './addOn'
import type { FittedAddOns } from './fitAddOns'

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
    if (other !== undefined)
      throw new PalimpsestError(
        'recipe',
        `The add-ons "${other}" and "${id}" are both autoencoders for the same use.`,
        'Switch one of them off.',
      )
    ids.set(kind, id)
    const { latentChannels, scaleFactor, scalingFactor } = network.config
    if (latentChannels !== own.latentChannels || scaleFactor !== own.scaleFactor)
      throw new PalimpsestError(
        'recipe',
        `The autoencoder "${id}" has latents of ${latentChannels} channels at 1/${scaleFactor} of the size, and "${label}" of ${own.latentChannels} at 1/${own.scaleFactor}.`,
        'Choose an autoencoder of the checkpoint’s family.',
      )
    if (kind === 'preview-decoder') {
      fitted.preview = network
      continue
    }
    if (isScaled && scalingFactor !== own.scalingFactor)
      throw new PalimpsestError(
        'recipe',
        `The autoencoder "${id}" scales latents by ${scalingFactor}, and that of "${label}" by ${own.scalingFactor}.`,
        'Choose an autoencoder of the checkpoint’s family: 0.18215 is Stable Diffusion 1 and 2, 0.13025 is XL.',
      )
    const forceUpcast = own.kind === 'kl' && own.forceUpcast
    fitted.vae =
      isScaled || network.config.kind !== 'kl'
        ? network
        : { ...network, config: { ...network.config, scalingFactor: own.scalingFactor, forceUpcast } }
  }
  return fitted
}
