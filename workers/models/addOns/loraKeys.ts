// The keys of LoRA files. Every program has spellings of its own; each comes down to a part, a module and a role.
import type { Part } from './addOn'

/** What a tensor is to its module. */
export type Role =
  | 'down'
  | 'up'
  | 'core'
  | 'alpha'
  | 'magnitude'
  | `hada_${'w1_a' | 'w1_b' | 'w2_a' | 'w2_b' | 't1' | 't2'}`
  | `lokr_${'w1' | 'w1_a' | 'w1_b' | 'w2' | 'w2_a' | 'w2_b' | 't2'}`
  | 'diff'
  | 'diff_b'
  | 'set_weight'

export interface LoraKey {
  readonly part: Part
  /** Without the part's prefix: "down_blocks.0.attentions.0.proj_in", or with kohya's underscores for all dots. */
  readonly module: string
  readonly role: Role
}

/** What a key ends in, the names of PEFT's adapters included ("lora_A.default.weight"). */
const ENDINGS: readonly (readonly [RegExp, (match: RegExpExecArray) => Role])[] = [
  [/\.lora_(down|up)\.weight$/, ([, name]) => name as 'down' | 'up'],
  [/\.lora_mid\.weight$/, () => 'core'],
  [/\.lora_A(?:\.[^.]+)?\.weight$/, () => 'down'],
  [/\.lora_B(?:\.[^.]+)?\.weight$/, () => 'up'],
  // diffusers: "to_q.lora.down", "to_q_lora.down", "q_proj.lora_linear_layer.down".
  [/[._]lora(?:_linear_layer)?\.(down|up)\.weight$/, ([, name]) => name as 'down' | 'up'],
  [/(?:[._]lora(?:_linear_layer)?)?\.alpha$/, () => 'alpha'],
  [/\.(?:dora_scale|lora_magnitude_vector(?:\.[^.]+)?(?:\.weight)?)$/, () => 'magnitude'],
  [/\.(hada_(?:w[12]_[ab]|t[12]))(?:\.[^.]+)?$/, ([, name]) => name as Role],
  [/\.(lokr_(?:w[12](?:_[ab])?|t2))(?:\.[^.]+)?$/, ([, name]) => name as Role],
  [/\.(?:diff|w_norm)$/, () => 'diff'],
  [/\.(?:diff_b|b_norm)$/, () => 'diff_b'],
  // ComfyUI's: the weight itself, in place of the checkpoint's.
  [/\.set_weight$/, () => 'set_weight'],
]

const PREFIXES: readonly (readonly [string, Part])[] = [
  ['lora_unet_', 'unet'],
  ['lora_te1_', 'text_encoder'],
  ['lora_te2_', 'text_encoder_2'],
  ['lora_te_', 'text_encoder'],
  ['lycoris_', 'any'],
  // OneTrainer's: dots behind kohya's prefixes, or the encoders' own names.
  ['lora_unet.', 'unet'],
  ['lora_te1.', 'text_encoder'],
  ['lora_te2.', 'text_encoder_2'],
  ['lora_te.', 'text_encoder'],
  ['clip_l.', 'text_encoder'],
  ['clip_g.', 'text_encoder_2'],
  // ComfyUI's own.
  ['diffusion_model.', 'unet'],
  ['text_encoders.clip_l.transformer.', 'text_encoder'],
  ['text_encoders.clip_h.transformer.', 'text_encoder'],
  ['text_encoders.clip_g.transformer.', 'text_encoder_2'],
  ['unet.', 'unet'],
  ['text_encoder_2.', 'text_encoder_2'],
  ['text_encoder.', 'text_encoder'],
]

/** What a key of a LoRA file says; undefined where it is no key of one. */
export function readLoraKey(key: string): LoraKey | undefined {
  for (const [ending, roleOf] of ENDINGS) {
    const match = ending.exec(key)
    if (!match) continue
    // PEFT's wrapper, alone or behind the name of a network.
    const stem = key.slice(0, match.index).replace(/(^|\.)base_model\.model\./, '$1')
    const [prefix, part] = PREFIXES.find(([prefix]) => stem.startsWith(prefix)) ?? ['', 'any']
    return { part, module: stem.slice(prefix.length), role: roleOf(match) }
  }
  return undefined
}
