// What the engine finds out when it is asked.
import type { ErrorReport } from '../errorReport'
import type { Region } from '../pixels'
import type { PictureWord } from '../prompt/promptSyntax'

export interface TokenCount {
  readonly count: number
  /** Tokens that the text encoder reads at once, begin and end aside: 75. */
  readonly room: number
  /** Words of it that a small vocabulary, which has whole words only, lacks; absent where there are none. */
  readonly strangers?: readonly string[]
}

/** A word, and the mean of its map over the part of the picture that its prompt was read for. */
export interface MappedWord extends PictureWord {
  readonly mean: number
}

/** What of a picture each word of its prompts made. */
export interface WordMaps {
  /** As they were typed: the prompt, then those of parts of the picture. */
  readonly prompts: readonly string[]
  /** One prompt's behind the other's, each in the order in which they were typed. */
  readonly words: readonly MappedWord[]
  readonly width: number
  readonly height: number
  /** The share of the attention that each word is given, 0 where its prompt was not read: words x height x width. */
  readonly maps: Float32Array
  /**
   * The same carried along the self-attention: they follow things to their edges, and are what selections are made of. Where a prompt was not
   * read, its words have as much as they have least.
   */
  readonly carried: Float32Array
  /** Which part of the recipe's picture they lie over; absent: all of the result. */
  readonly region?: Region
}

/** What each part of a picture shows. */
export interface Segments {
  /** Of the map, which lies over all of the picture. */
  readonly width: number
  readonly height: number
  /** Row by row, an index into `names`. */
  readonly classes: Uint8Array
  readonly names: readonly string[]
  /** From a network that tells the subject from what is behind it: how much of each pixel it is, of 255. */
  readonly coverage?: Uint8Array
}

/** What a training will take. */
export interface TrainingNeeds {
  /** Of memory. */
  readonly bytes: number
  /** Multiplications of a step, in those of one pass of the UNet for one picture. */
  readonly work: number
  /** Seconds of a step that the optimiser takes. */
  readonly optimiser: number
  /** Seconds of such a pass; absent where nothing like it has run here. */
  readonly pass?: number
  /** Nothing but a rehearsal tells it. */
  readonly rehearsed?: true
}

/** What an edit will take, from what this device took before; or why it would be refused. */
export type Forecast =
  | {
      readonly seconds: number
      /** Of memory, for its networks. */
      readonly bytes: number
      /** Too little like it has run here: it may take twice as long, or half. */
      readonly rough?: true
      readonly refusal?: undefined
    }
  | { readonly refusal: ErrorReport }
