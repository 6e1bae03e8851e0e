// What others trained, beside a checkpoint: a file whose weights change the checkpoint's own or give its texts new words.
import type { AutoencoderKind } from '../ldm/vaeFile'
import type { OpenedNetwork } from '../openNetwork'
import type { Change } from '../overlays/overlay'
import type { VaeConfig } from '../vaeConfig'
import type { TensorEntry } from '../../weights/safetensors'

/** A network of a checkpoint, as add-ons name it; `any` where a file's names do not tell. */
export type Part = 'unet' | 'text_encoder' | 'text_encoder_2' | 'any'

interface Facts {
  /** Tells it from every other that was opened. */
  readonly serial: number
  /** The file as the person knows it. */
  readonly label: string
  readonly bytes: number
  readonly parameterCount: number
  /** SHA-256 of the file in hexadecimal; absent for one that is too large to be read for it. */
  readonly hash?: string
  /** Words by which it is called. */
  readonly triggerWords: readonly string[]
}

/** What a LoRA file says of one weight. */
export type WeightDifference = Change & {
  readonly part: Part
  /** The module as the file spells it, without the prefix of its part. */
  readonly module: string
  readonly target: 'weight' | 'bias'
  /** The keys that it was made of. */
  readonly keys: readonly string[]
}

/** LoRA, LoHa, LoKr, DoRA and whole differences. */
export interface Lora extends Facts {
  readonly kind: 'lora'
  readonly differences: readonly WeightDifference[]
  /** Numbers a token that its cross-attention reads (768: Stable Diffusion 1; 1024: 2; 2048: XL), where it has any. */
  readonly textWidth?: number
  /** Words of Textual Inversion that lie in the same file. */
  readonly words?: readonly LearnedVectors[]
  /** Keys that belong to neither. */
  readonly unread: readonly string[]
}

/** Words of Textual Inversion. */
export interface Embedding extends Facts {
  readonly kind: 'embedding'
  readonly words: readonly LearnedVectors[]
  /** Numbers a token, of both text encoders together where there are two. */
  readonly textWidth: number
  /** Keys that belong to no word. */
  readonly unread: readonly string[]
}

export interface LearnedVectors {
  readonly word: string
  /** [n, D] or [D] */
  readonly vectors: TensorEntry
  /** As many for the second text encoder, in a file for Stable Diffusion XL. */
  readonly secondVectors?: TensorEntry
}

/** Weights that replace the checkpoint's own: projections of the cross-attention (Custom Diffusion), or a whole UNet (DreamBooth). */
export interface Replacements extends Facts {
  readonly kind: 'custom-diffusion' | 'unet'
  /** By the key of the weight in the UNet. */
  readonly replacements: ReadonlyMap<string, TensorEntry>
  readonly textWidth?: number
  readonly unread: readonly string[]
}

/** An autoencoder in place of the checkpoint's own, or a small decoder (TAESD) for its previews. */
interface AutoencoderOf<Kind extends AutoencoderKind> extends Facts {
  readonly kind: Kind
  readonly network: OpenedNetwork<VaeConfig>
  /** Whether its own configuration says by how much latents are scaled. */
  readonly isScaled: boolean
  readonly textWidth?: undefined
}

export type Autoencoder = AutoencoderOf<'vae'> | AutoencoderOf<'preview-decoder'>

export type AddOn = Lora | Embedding | Replacements | Autoencoder
