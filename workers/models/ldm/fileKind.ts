// What a .safetensors file is, told by keys that only its kind has, and where it is opened here.
import { PalimpsestError } from '../../../src/shared/errors'
import type { Message } from '../../../src/shared/message'
import type { TensorIndex } from '../../weights/safetensors'
import { messages } from './messages'

export interface FileKind {
  /** "a LoRA or one of its kin" */
  readonly kind: Message
  readonly door: 'checkpoint' | 'addOn' | 'guide' | 'nowhere'
}

/** LoRA and its kin, those that are not read among them. */
export const ofLora =
  /^(?:lora_(?:unet|te\d?|transformer|prior)|lycoris)_|\.(?:lora_(?:down|up|mid|A|B)|lora\.(?:down|up)|\w+_lora\.(?:down|up)|hada_w[12]_[ab]|lokr_w[12](?:_[ab])?|oft_blocks|dora_scale)\b/

/** The likeliest first where two have a key in common. */
const KINDS: readonly (readonly [key: RegExp, kind: () => Message, door: FileKind['door']])[] = [
  [ofLora, messages.lora, 'addOn'],
  [/_custom_diffusion\./, messages.customDiffusion, 'addOn'],
  [/^(?:emb_params|clip_[lg]|string_to_param)\b|^<[^>]*>$/, messages.embedding, 'addOn'],
  [/^lllite_/, messages.lllite, 'nowhere'],
  [
    /^(?:control_model\.)?(?:input_hint_block|zero_convs)\.|^controlnet_(?:cond_embedding|down_blocks)\./,
    messages.controlNet,
    'guide',
  ],
  [/^adapter\.(?:body|conv_in)\.|^body\.\d+\.(?:block1|resnets|body)\./, messages.adapter, 'guide'],
  [/^(?:ip_adapter|image_proj)\./, messages.ipAdapter, 'nowhere'],
  [
    /^(?:params_ema\.)?(?:conv_first\.|body\.\d+\.rdb1\.)|^model\.1\.sub\.\d+\./,
    messages.enlarger,
    'nowhere',
  ],
  [
    /^taesd_(?:encoder|decoder)\.|^(?:encoder|decoder)\.layers\.\d+\.(?:conv\.\d+\.)?weight$|^\d+\.conv\.\d+\.weight$/,
    messages.tinyAutoencoder,
    'addOn',
  ],
  [
    /^(?:first_stage_model\.)?(?:encoder\.(?:down|mid)|decoder\.(?:up|mid))\b|^(?:encoder|decoder)\.conv_in\./,
    messages.vae,
    'addOn',
  ],
  [
    /^text_model\.|^encoder\.block\.\d+\.layer\.|^transformer\.resblocks\./,
    messages.textEncoderAlone,
    'nowhere',
  ],
  [/^(?:vision_model|visual)\./, messages.imageEncoder, 'nowhere'],
  [/^(?:diffusion_model\.)?input_blocks\.0\.0\.weight$|^conv_out\.weight$/, messages.unetAlone, 'addOn'],
]

/** Its first layer; of moving averages too, whose names have lost their dots. */
const OF_UNET = /^model\.diffusion_model\.input_blocks\.0\.|^model_ema\.diffusion_modelinput_blocks00/
const OF_OTHER_PARTS = /^(?:first_stage_model|cond_stage_model|conditioner)\./

/** Undefined where its keys say nothing. */
export function fileKindOf(tensors: TensorIndex): FileKind | undefined {
  const keys = [...tensors.keys()]
  const has = (pattern: RegExp) => keys.some((key) => pattern.test(key))
  // The first ControlNets were published with their checkpoint in one file.
  if (has(/^control_model\.input_hint_block\./)) return { kind: messages.controlNet(), door: 'guide' }
  if (has(OF_UNET))
    return has(OF_OTHER_PARTS)
      ? { kind: messages.wholeCheckpoint(), door: 'checkpoint' }
      : { kind: messages.unetAlone(), door: 'addOn' }
  const [, kind, door] = KINDS.find(([pattern]) => has(pattern)) ?? []
  return kind && door && { kind: kind(), door }
}

const doors = {
  checkpoint: messages.opensAsCheckpoint,
  addOn: messages.opensAsAddOn,
  guide: messages.opensOnCard,
  nowhere: messages.opensNowhere,
}

/**
 * Says what a file is that was opened as something else.
 * @param asked "a checkpoint"
 * @throws PalimpsestError('checkpoint')
 */
export function refuseKind(file: string, { kind, door }: FileKind, asked: Message): never {
  throw new PalimpsestError(doors[door]({ file, kind, asked }))
}
