import { PalimpsestError } from '../../../src/shared/errors'
import type { TensorIndex } from '../../weights/safetensors'

/** What else people have as .safetensors, by a key that only it has, and what to do with it. */
const OTHERS: readonly (readonly [RegExp, what: string, hint: string])[] = [
  [/^model\.diffusion_model\./, 'a whole checkpoint in one file', 'Open it as a checkpoint.'],
  [
    /^(?:down_blocks|conv_in)\b/,
    'a network of a checkpoint',
    'Open the checkpoint’s folder as a checkpoint.',
  ],
  [
    /^(?:encoder|decoder|first_stage_model|taesd_encoder)\.|^0\.weight$/,
    'a part of an autoencoder',
    'Choose a file that holds all of it, or for previews the decoder.',
  ],
  [
    /^(?:control_model\.|controlnet_|input_hint_block)/,
    'a ControlNet',
    'Choose it as the network of a ControlNet guide.',
  ],
  [/^(?:image_proj|ip_adapter)\b/, 'an IP-Adapter, which is not read', 'Use a LoRA or an embedding.'],
  [
    /\.(?:oft_blocks|oft_diag|oft_R|boft_R|on_input|a1\.weight|vera_lambda_[bd])/,
    'an add-on of a kind that is not read (OFT, IA3, GLoRA and VeRA are not)',
    'Use a LoRA, LoHa, LoKr or DoRA.',
  ],
]

/** @throws PalimpsestError('weights') that says what a file is that is no add-on. */
export function refuseOtherKinds(name: string, tensors: TensorIndex): never {
  const keys = [...tensors.keys()]
  const [, what, hint] = OTHERS.find(([key]) => keys.some((each) => key.test(each))) ?? []
  if (what !== undefined && hint !== undefined)
    throw new PalimpsestError('weights', `"${name}" is ${what}.`, hint)
  throw new PalimpsestError(
    'weights',
    keys.length === 0
      ? `"${name}" holds no tensors.`
      : `"${name}" holds neither LoRA nor embedding nor Custom Diffusion: its first key is "${keys[0]}".`,
    'Choose the .safetensors file of an add-on.',
  )
}
