// What is taught, and into which numbers: a LoRA, keys and values of the cross-attention, a whole UNet, the vectors of a word.
import type { ControlNetConfig } from '../models/controlNetConfig'
import type { Overlays } from '../models/overlays/overlay'
import type { UNetGraphOptions } from '../models/unetGraph'
import type { Tensor } from '../tensor/tensor'
import type { Trainable } from './trainable'

export interface Lesson {
  /** Numbers of the UNet, or of a ControlNet beside it, inputs of the graph. */
  readonly trainables: readonly Trainable[]
  /** Where they are a ControlNet's beside the UNet: what it is. */
  readonly control?: ControlNetConfig
  /** How the UNet's graph is built. */
  readonly options: Pick<UNetGraphOptions, 'weightInputs' | 'overlays' | 'detachedBegin'>
  /** Inputs of it that do not train. */
  readonly constants: Readonly<Record<string, Tensor>>
  /** What trains in the text encoder, beside new words. */
  readonly text?: TextLesson
  /** New words. */
  readonly words?: WordVectors
  /**
   * What was learned, as other programs read it.
   * @param averaged values in place of the trainables' own, by name
   */
  files(averaged?: AveragedValues): readonly LearnedFile[]
}

/** Numbers laid over a text encoder, inputs of its graph. */
export interface TextLesson {
  readonly trainables: readonly Trainable[]
  readonly overlays: Overlays
  readonly constants: Readonly<Record<string, Tensor>>
}

export type AveragedValues = ReadonlyMap<string, Float32Array>

/** A trainable as it is written: averaged, where averages are kept. */
export const writtenValues = ({ name, values }: Trainable, averaged?: AveragedValues): Float32Array =>
  averaged?.get(name) ?? values

/** The vectors of new words, one below the other, [n, D]; their token ids follow the vocabulary. */
export interface WordVectors {
  readonly words: readonly { readonly word: string; readonly count: number }[]
  readonly vectors: Trainable
}

export interface LearnedFile {
  readonly name: string
  readonly bytes: Uint8Array
}
