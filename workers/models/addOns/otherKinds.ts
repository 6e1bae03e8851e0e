import { PalimpsestError } from '../../../src/shared/errors'
import type { TensorIndex } from '../../weights/safetensors'
import { messages } from './messages'

/** What else people have as .safetensors, by a key that only it has, and what to do with it. */
const OTHERS = [
  [/^model\.diffusion_model\./, messages.wholeCheckpoint],
  [/^(?:down_blocks|conv_in)\b/, messages.oneNetwork],
  [/^(?:encoder|decoder|first_stage_model|taesd_encoder)\.|^0\.weight$/, messages.autoencoderPart],
  [/^(?:control_model\.|controlnet_|input_hint_block)/, messages.controlNet],
  [/^(?:image_proj|ip_adapter)\b/, messages.ipAdapter],
] as const

/** OFT, IA3, GLoRA and VeRA. Beside these a file may have what a LoRA has too, such as "alpha". */
const UNREAD =
  /\.(?:oft_blocks|oft_diag|oft_R|boft_[RS]|on_input|ia3_l|a1\.weight|vera_lambda_[bd]|hra_u|randlora_\w+)/

/** Kinds of which some keys are a LoRA's or may be words, with what to say of them. */
const UNREAD_KINDS = [
  [UNREAD, messages.unreadKind],
  [/^(?:unet|text_encoder):\d+:(?:up|down)$/, messages.numberedLora],
  [/^(?:image_proj|ip_adapter)\./, messages.ipAdapter],
  [/^lora_controlnet$/, messages.controlLora],
] as const

/** @throws PalimpsestError('weights') for an add-on of a kind that is not read. */
export function refuseUnreadKinds(name: string, tensors: TensorIndex): void {
  const keys = [...tensors.keys()]
  const kind = UNREAD_KINDS.find(([pattern]) => keys.some((key) => pattern.test(key)))?.[1]
  if (kind) throw new PalimpsestError(kind({ name }))
}

/** @throws PalimpsestError('weights') that says what a file is that is no add-on. */
export function refuseOtherKinds(name: string, tensors: TensorIndex): never {
  const keys = [...tensors.keys()]
  const kind = OTHERS.find(([key]) => keys.some((each) => key.test(each)))?.[1]
  if (kind) throw new PalimpsestError(kind({ name }))
  const [key] = keys
  throw new PalimpsestError(
    key === undefined ? messages.noTensors({ name }) : messages.noAddOn({ name, key }),
  )
}
