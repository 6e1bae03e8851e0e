// The small decoder of previews in the folder `preview` of a checkpoint: an AutoencoderTiny (TAESD), of which only the decoder is used.
import type { FileTree } from '../weights/byteSource'
import type { PreferredVariant } from '../weights/openWeights'
import { messages } from './messages'
import { misfit } from './misfit'
import { openNetwork, type OpenedNetwork } from './openNetwork'
import { readVaeConfig, type VaeConfig } from './vaeConfig'
import { checkDecoderKeys } from './vaeGraph'

/**
 * @param vae the checkpoint's own autoencoder, whose latents it has to decode
 * @returns undefined where the checkpoint has none
 * @throws PalimpsestError('checkpoint' or 'weights') that names the file, option or keys at fault
 */
export async function openPreviewDecoder(
  tree: FileTree,
  { vae, prefer }: { readonly vae: VaeConfig; readonly prefer: PreferredVariant },
): Promise<OpenedNetwork<VaeConfig> | undefined> {
  if (!(await tree.open('preview/config.json'))) return undefined
  const preview = await openNetwork(tree, {
    folder: 'preview',
    stem: 'diffusion_pytorch_model',
    prefer,
    readConfig: readVaeConfig,
    checkKeys: checkDecoderKeys,
  })
  const { latentChannels, scaleFactor } = preview.config
  if (latentChannels !== vae.latentChannels || scaleFactor !== vae.scaleFactor)
    misfit(
      tree.label,
      messages.previewLatents({
        channels: latentChannels,
        scale: scaleFactor,
        givenChannels: vae.latentChannels,
        givenScale: vae.scaleFactor,
      }),
    )
  return preview
}
