import { PalimpsestError } from '../../../src/shared/errors'
import type { TensorIndex } from '../../weights/safetensors'
import { fileKindOf, refuseKind } from '../ldm/fileKind'
import { refuseOtherFamilies } from '../ldm/ldmParts'
import { messages as ldm } from '../ldm/messages'
import { messages } from './messages'

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

/**
 * Says what a file is that is no add-on.
 * @throws PalimpsestError('weights' or 'checkpoint')
 */
export function refuseOtherKinds(name: string, tensors: TensorIndex): never {
  refuseOtherFamilies(tensors, name)
  const kind = fileKindOf(tensors)
  if (kind && kind.door !== 'addOn') refuseKind(name, kind, ldm.addOn())
  const keys = [...tensors.keys()]
  if (kind && keys.some((key) => PART_OF_AUTOENCODER.test(key)))
    throw new PalimpsestError(messages.autoencoderPart({ name }))
  if (keys.some((key) => PART_OF_NETWORK.test(key))) throw new PalimpsestError(messages.oneNetwork({ name }))
  const [key] = keys
  throw new PalimpsestError(
    key === undefined ? messages.noTensors({ name }) : messages.noAddOn({ name, key }),
  )
}

const PART_OF_AUTOENCODER = /^(?:encoder|decoder|first_stage_model|taesd_encoder|\d+)\./
const PART_OF_NETWORK = /^(?:down_blocks|conv_in)\b/
