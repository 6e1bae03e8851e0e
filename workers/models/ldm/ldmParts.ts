// What a file in the original layout holds, told by the beginnings of its keys.
import { PalimpsestError } from '../../../src/shared/errors'
import type { TensorIndex } from '../../weights/safetensors'
import { fileKindOf, ofLora, refuseKind } from './fileKind'
import { messages } from './messages'

/** `second-open-clip` is the second text encoder of Stable Diffusion XL; its refiner has that one alone. */
export type LdmPart = 'unet' | 'vae' | 'clip' | 'open-clip' | 'second-open-clip' | 'refiner'

const PARTS: readonly (readonly [prefix: string, part: LdmPart])[] = [
  ['model.diffusion_model.', 'unet'],
  ['first_stage_model.', 'vae'],
  ['cond_stage_model.transformer.', 'clip'],
  ['cond_stage_model.model.', 'open-clip'],
  ['conditioner.embedders.0.transformer.', 'clip'],
  ['conditioner.embedders.1.model.', 'second-open-clip'],
  ['conditioner.embedders.0.model.', 'refiner'],
]

/**
 * What nothing is computed from: moving averages of the training (of two copies of the UNet, the one that was trained is used, as
 * diffusers does), tables of the noise schedule, the state of the training, the autoencoder's loss, CLIP's other half, and the
 * depth estimator of a depth checkpoint, since a depth map is given as a picture here.
 */
const LEFT_ASIDE = [
  /^model_ema\./,
  /^(?:betas|alphas_cumprod|alphas_cumprod_prev|sqrt_\w+|log_one_minus_alphas_cumprod|posterior_\w+|lvlb_weights|logvar)$/,
  /^(?:global_step|epoch|scale_factor|v_pred|ztsnr|denoiser\.sigmas)$/,
  /^(?:optimizer_states|lr_schedulers|callbacks|loops)\b/,
  /^(?:first_stage_model\.)?loss\./,
  /^first_stage_model\.(?:model_ema\.|global_step$)/,
  /^depth_model\./,
  /^(?:cond_stage_model|conditioner\.embedders\.0)\.transformer\.(?:text_projection\.weight|logit_scale|vision_model\.|visual_projection\.)/,
  /^(?:cond_stage_model|conditioner\.embedders\.0)\.transformer\.(?:text_model\.)?embeddings\.position_ids$/,
  /^conditioner\.embedders\.[01]\.(?:logit_scale|model\.(?:logit_scale|attn_mask|visual\.))/,
  /^cond_stage_model\.(?:logit_scale|model\.(?:logit_scale|text_projection|attn_mask|visual\.))/,
]

export const isLeftAside = (key: string): boolean => LEFT_ASIDE.some((pattern) => pattern.test(key))

/** Networks of other families, by a key that only they have. */
const FAMILIES = [
  [/(?:^|\.)joint_blocks\.\d+\./, 'Stable Diffusion 3'],
  [/(?:^|\.)txt_in\.individual_token_refiner\./, 'HunyuanVideo'],
  [/(?:^|\.)(?:double|single)_blocks\.\d+\./, 'Flux'],
  [/(?:^|\.)cascade_blocks\.|(?:^|\.)clip_txt_pooled_mapper\./, 'Stable Cascade'],
  [/(?:^|\.)y_embedder\.y_proj\./, 'PixArt'],
  [/(?:^|\.)blocks\.\d+\.(?:self_attn|cross_attn)\./, 'Wan'],
  [/(?:^|\.)transformer_blocks\.\d+\.(?:img_mod|img_mlp)\./, 'Qwen-Image'],
  [/(?:^|\.)(?:noise_refiner|context_refiner)\.\d+\./, 'Lumina or Z-Image'],
  [/(?:^|\.)patchify_proj\./, 'LTX-Video'],
  [/(?:^|\.)double_layers\.\d+\./, 'AuraFlow'],
  [/(?:^|\.)(?:time_stack|time_mixer)\./, 'Stable Video Diffusion'],
  [/(?:^|\.)motion_modules\./, 'AnimateDiff'],
  [/^edm_(?:mean|std)$/, 'Playground 2.5'],
  [/^edm_vpred\./, 'CosXL'],
  [/^low_scale_model\./, 'the upscaler of Stable Diffusion 2'],
  [/(?:^|\.)noise_augmentor\./, 'Stable Diffusion 2 with image embeddings (unCLIP)'],
  [/(?:^|\.)(?:y_embedder|t_embedder|cap_embedder|caption_projection)\./, 'a transformer (DiT)'],
  [/(?:^|\.)(?:single_)?transformer_blocks\.\d+\.(?:attn\.|norm1_context\.)/, 'a transformer (DiT)'],
] as const

/** @throws PalimpsestError('checkpoint') for a file of a family that is none of ours. */
export function refuseOtherFamilies(weights: TensorIndex, file: string): void {
  // What is laid over a family's network has its names, too.
  const keys = [...weights.keys()].filter((key) => !ofLora.test(key))
  const family = FAMILIES.find(([key]) => keys.some((each) => key.test(each)))?.[1]
  if (family) throw new PalimpsestError(messages.otherFamily({ file, family }))
}

/** As many keys as a message names. */
const NAMED = 4

/**
 * The tensors of each part under their names within it. What means nothing to a picture is left aside; whatever else is there is
 * refused by name.
 * @throws PalimpsestError('weights')
 */
export function ldmParts(weights: TensorIndex, fileName: string): ReadonlyMap<LdmPart, TensorIndex> {
  const parts = new Map<LdmPart, Map<string, NonNullable<ReturnType<TensorIndex['get']>>>>()
  const unknown: string[] = []
  for (const [key, entry] of weights) {
    if (isLeftAside(key)) continue
    const found = PARTS.find(([prefix]) => key.startsWith(prefix))
    if (!found) {
      unknown.push(key)
      continue
    }
    const [prefix, part] = found
    const own = parts.get(part) ?? new Map()
    parts.set(part, own.set(key.slice(prefix.length), entry))
  }
  const kind = fileKindOf(weights)
  // Of a checkpoint with something strange in it, or without a part, that is named.
  const isOther = kind?.door === 'guide' || (unknown.length === 0 ? parts.size === 1 : !parts.has('unet'))
  if (kind && kind.door !== 'checkpoint' && isOther) refuseKind(fileName, kind, messages.checkpoint())
  if (unknown.length > 0) refuseUnknown(fileName, unknown)
  return parts
}

/** @throws PalimpsestError('weights') */
export function refuseUnknown(fileName: string, keys: readonly string[]): never {
  const named = {
    file: fileName,
    keys: keys
      .slice(0, NAMED)
      .map((key) => `"${key}"`)
      .join(', '),
  }
  throw new PalimpsestError(
    keys.length > NAMED
      ? messages.moreUnknownTensors({ ...named, count: keys.length - NAMED })
      : messages.unknownTensors(named),
  )
}
