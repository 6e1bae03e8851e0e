// What the page knows of a checkpoint, a network or an add-on that the engine has opened.
import type { Note } from '../message'
import type { NetworkKind } from '../guideFields'
import type { SchedulerId } from '../recipe'

export interface CheckpointSummary {
  readonly id: string
  readonly label: string
  readonly kind: 'text-to-image' | 'instruction' | 'inpainting' | 'depth'
  /** Its own sampler, where that is one of ours. */
  readonly scheduler?: SchedulerId
  /** Channels that the UNet takes, and those of the latents. */
  readonly inChannels: number
  readonly latentChannels: number
  /** Whether it has two text encoders, as Stable Diffusion XL. */
  readonly isXl?: boolean
  readonly parameters: number
  /** Bytes that a first edit would read (and, from an address, download). */
  readonly bytes: number
  /** The size in pixels that it was trained at. */
  readonly width: number
  readonly height: number
  /** Channels of each level of the UNet, and numbers per token of the text: what networks beside it must have too. */
  readonly levels: readonly number[]
  readonly textWidth: number
  /** As its repository says. */
  readonly licence?: string
  /** What its files name and is not used here. */
  readonly notes?: readonly Note[]
  /** The networks of an edit with it, on the device that it was opened on; absent of those that come with the program. */
  readonly memory?: readonly NetworkMemory[]
}

/** Bytes that a network takes: `fixed`, and `perPixel` of the picture beyond `spare`, up to so many pixels. */
export interface NetworkMemory {
  readonly fixed: number
  readonly perPixel: number
  /** Of `fixed`, what is free again once it is loaded. */
  readonly spare?: number
  /** A picture of more pixels is worked on in parts. */
  readonly upTo?: number
}

/** A ControlNet or a T2I-Adapter, or a model of the Hub that reads or makes pictures or texts beside it. */
export interface NetworkSummary {
  readonly id: string
  readonly label: string
  readonly kind: NetworkKind
  /** Of a ControlNet or adapter, whose headers tell. */
  readonly parameters?: number
  /** Bytes that a first edit with it would read (and, from an address, download). */
  readonly bytes: number
  /** The checkpoints that it was made for; absent where any will do. */
  readonly family?: NetworkFamily
  /** Channels of each level, and numbers per token of the text that it reads; an adapter reads none. */
  readonly levels?: readonly number[]
  readonly textWidth?: number
}

/** Stable Diffusion 1, 2, or either; XL; Toyland; something of one's own. */
export type NetworkFamily = 'sd1' | 'sd2' | 'sd' | 'sdxl' | 'toyland' | 'other'

/** What a checkpoint must have for an add-on; what its file does not tell is absent. */
export interface AddOnNeeds {
  /** Numbers a token of the text that it reads: 768 for Stable Diffusion 1. */
  readonly textWidth?: number
  /** Channels that its UNet takes: 4, or 8 for one that edits by instruction. */
  readonly inChannels?: number
  /** Channels of the latents. */
  readonly latentChannels?: number
}

/** `full`: whole differences or weights. A DoRA's rows have lengths that are learned: programs differ below strength 1 and beside others. */
export const loraForms = ['LoRA', 'DoRA', 'LoHa', 'LoKr', 'full'] as const
export type LoraForm = (typeof loraForms)[number]

/** LoRA and its kin, words of Textual Inversion, projections of Custom Diffusion, a whole UNet of DreamBooth, or an autoencoder. */
export interface AddOnSummary {
  readonly id: string
  /** Its file or folder, as the person knows it. */
  readonly label: string
  readonly kind: 'lora' | 'embedding' | 'custom-diffusion' | 'unet' | 'vae' | 'preview-decoder'
  readonly parameters: number
  readonly bytes: number
  readonly needs: AddOnNeeds
  /** SHA-256 in hexadecimal, where the file is not too large for it. */
  readonly hash?: string
  /** Words by which it is called, those of an embedding among them. */
  readonly triggerWords: readonly string[]
  /** What it changes, and so has a strength for. */
  readonly parts: readonly ('unet' | 'textEncoder')[]
  /** Of a LoRA and its kin: how its changes are written, each once, in the order of `loraForms`. */
  readonly forms?: readonly LoraForm[]
  /** Words of Textual Inversion lie in a LoRA's file. */
  readonly hasWords?: true
}
