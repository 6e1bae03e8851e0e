// The public configurations of Stable Diffusion XL's base. In JSON, since tools/reference/sdxl_keys.py reads them too.
import type { CheckpointConfigs } from './randomCheckpoint'
import configs from './stableDiffusionXl.json'

export const stableDiffusionXl: CheckpointConfigs = {
  unet: configs.unet,
  vae: configs.vae,
  textEncoder: configs.text_encoder,
  secondTextEncoder: configs.text_encoder_2,
  scheduler: configs.scheduler,
}
