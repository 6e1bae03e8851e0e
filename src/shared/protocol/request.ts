// The messages from the page to the engine's worker: plain data, pixel buffers transferred.
import type { Pixels } from '../pixels'
import type { PromptSyntax } from '../prompt/promptSyntax'
import type { AddOnSource, CheckpointSource } from './sources'

export type BackendChoice = 'auto' | 'webgpu' | 'wasm'

/** `files`: what was learned so far; `samples`: pictures now; `pause`: end here, and go on another time. */
export const trainingOrders = ['files', 'samples', 'pause'] as const
export type TrainingOrder = (typeof trainingOrders)[number]

/** A model of the Hub that was opened under an id. */
interface OpenModel {
  readonly kind: 'open'
  readonly id: string
}

/** What a language model is to write. */
export interface SentencesWanted {
  readonly concept: string
  /** How many different ones. */
  readonly count: number
  /** Another number gives other sentences. */
  readonly seed: number
}

/** A prompt whose tokens are asked for, as a checkpoint's tokenizer reads it. */
export interface PromptToCount {
  readonly checkpoint: string
  readonly text: string
  readonly syntax: PromptSyntax
  readonly steps: number
}

export type WordMapKind = 'edit' | 'picture'

/** Page to engine. */
export type Request =
  /** First message. `assets` is the address below which the bundled checkpoints lie. */
  | {
      readonly type: 'start'
      readonly backend: BackendChoice
      readonly assets: string
      readonly memoryBudget: number
    }
  /** Makes a checkpoint known under an id and checks its headers; answered by `checkpoint` or `checkpoint-failed`. */
  | { readonly type: 'open-checkpoint'; readonly id: string; readonly source: CheckpointSource }
  /** Downloads what a checkpoint of the Hub consists of, to be kept; answered by `keeping` and `kept`. */
  | { readonly type: 'keep'; readonly source: Extract<CheckpointSource, { kind: 'hub' }> }
  /** What is there of it stays, and is not downloaded again. */
  | { readonly type: 'pause-keeping' }
  /** Deletes what is kept of it; answered by `kept`. */
  | { readonly type: 'forget'; readonly source: Extract<CheckpointSource, { kind: 'hub' }> }
  /** The same with a ControlNet or T2I-Adapter; answered by `network` or `network-failed`. */
  | { readonly type: 'open-network'; readonly id: string; readonly source: CheckpointSource }
  /** Makes an add-on known under an id; answered by `add-on` or `add-on-failed`. */
  | { readonly type: 'open-add-on'; readonly id: string; readonly source: AddOnSource }
  /** Forgets it; edits that run keep it. */
  | { readonly type: 'close-add-on'; readonly id: string }
  /** Queues an edit. `recipe` is checked again; `images` holds the pictures that the recipe names. */
  | {
      readonly type: 'edit'
      readonly job: string
      readonly recipe: unknown
      readonly images: Readonly<Record<string, Pixels>>
      readonly previews: boolean
    }
  /**
   * Loads what an edit by this recipe, with pictures of these names, would load, while there is nothing else to do; the next job
   * ends it. Not answered: whatever goes wrong will be said of the edit itself.
   */
  | { readonly type: 'warm-up'; readonly recipe: unknown; readonly pictures: readonly string[] }
  /** Asks how long an edit by this recipe will take; answered by `forecast` with the same number, unless a job is under way. */
  | {
      readonly type: 'forecast'
      readonly number: number
      readonly recipe: unknown
      /** Names of the pictures that the recipe names, and the size of the one that is edited. */
      readonly pictures: {
        readonly names: readonly string[]
        readonly width: number
        readonly height: number
      }
    }
  /** Asks for the tokens of a prompt; answered by `tokens` once the checkpoint is open. */
  | ({ readonly type: 'count-tokens' } & PromptToCount)
  /** Asks for the memory that a training by this plan will take; answered by `training-forecast`, unless a job is under way. */
  | {
      readonly type: 'foresee-training'
      readonly number: number
      readonly checkpoint: string
      readonly plan: unknown
    }
  /** Queues a training. `plan` is checked again; `images` holds the pictures that it names. */
  | {
      readonly type: 'train'
      readonly job: string
      readonly plan: unknown
      readonly images: Readonly<Record<string, Pixels>>
    }
  /** Queues the training that was interrupted or paused, from where it was kept. */
  | { readonly type: 'go-on-training'; readonly job: string }
  /** Asks for a training that is kept; answered by `unfinished-training` where there is one. */
  | { readonly type: 'find-training' }
  /** Forgets it. */
  | { readonly type: 'forget-training' }
  /** Between two steps of the training that runs: pictures or what was learned, now; or to end here and go on another time. */
  | { readonly type: 'order-training'; readonly order: TrainingOrder }
  /**
   * Queues the making of what the guide with this key can show before the run: a hint, a mask that it finds. Answered by
   * `shown` for each and then `prepared`.
   */
  | {
      readonly type: 'prepare'
      readonly job: string
      readonly key: string
      readonly recipe: unknown
      readonly images: Readonly<Record<string, Pixels>>
    }
  /**
   * Queues the question which word of a prompt made what: `of` a finished edit, which is run once more, or of the recipe's
   * picture, whose caption the prompt is then. Answered by `word-maps`.
   */
  | {
      readonly type: 'map-words'
      readonly job: string
      readonly of: WordMapKind
      readonly recipe: unknown
      readonly images: Readonly<Record<string, Pixels>>
    }
  /**
   * Queues the question what each part of a picture shows, by the network at `source` or a model that is open; answered by
   * `segments`. A model that removes backgrounds tells the subject alone.
   */
  | {
      readonly type: 'segment'
      readonly job: string
      readonly source: CheckpointSource | OpenModel
      readonly picture: Pixels
    }
  /** Queues the question what a picture shows, in words, by a model of this id; answered by `written`. */
  | { readonly type: 'describe'; readonly job: string; readonly model: string; readonly picture: Pixels }
  /** Queues the writing of so many sentences about a concept, by a model of this id; answered by `written`. */
  | ({ readonly type: 'write-sentences'; readonly job: string; readonly model: string } & SentencesWanted)
  /** Takes effect between two UNet runs. */
  | { readonly type: 'cancel'; readonly job: string }
  | { readonly type: 'cancel-all' }
  /** Brings an edit to its end after the step that runs; its clean estimate is the result. */
  | { readonly type: 'stop'; readonly job: string }
  /** Test of the recovery: destroys the WebGPU device as a driver reset would. */
  | { readonly type: 'lose-device' }
