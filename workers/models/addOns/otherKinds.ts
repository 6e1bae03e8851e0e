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
const UNREAD = /\.(?:oft_blocks|oft_diag|oft_R|boft_R|on_input|a1\.weight|vera_lambda_[bd])/

/** @throws PalimpsestError('weights') for an add-on of a kind that is not read. */
export function refuseUnreadKinds(name: string, tensors: TensorIndex): void {
  if ([...tensors.keys()].some((key) => UNREAD.test(key)))
    throw new PalimpsestError(messages.unreadKind({ name }))
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
