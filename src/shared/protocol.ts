// The messages between the page and the engine's worker: plain data both ways, pixel buffers transferred.
import type { Message, Note } from './message'
import * as v from 'valibot'
import { PalimpsestError, type ErrorReport } from './errors'
import { messages } from './messages'
import { misfitOf } from './misfit'
import type { NetworkKind } from './guideFields'
import type { Pixels, Region } from './pixels'
import type { PromptSyntax, PromptWord } from './prompt/promptSyntax'
import type { Recipe, SchedulerId } from './recipe'
import type { TrainingPlan } from './trainingPlan'

export type BackendChoice = 'auto' | 'webgpu' | 'wasm'

/** A folder or repository that holds files. */
type FolderSource =
  | { readonly kind: 'url'; readonly url: string }
  | {
      readonly kind: 'hub'
      readonly repository: string
      readonly revision: string
      /** A read token, for gated repositories. */
      readonly token?: string
    }
  | { readonly kind: 'folder'; readonly handle: FileSystemDirectoryHandle }
  | { readonly kind: 'files'; readonly files: readonly File[] }

/** Where a checkpoint, or a network beside it, is: one file, or a folder or repository that holds it, or holds at `path` its folder or file. */
export type CheckpointSource =
  { readonly kind: 'file'; readonly file: File } | (FolderSource & { readonly path?: string })

/** A repository of the Hub whose files are on this machine, whole or in part. */
export interface KeptModel {
  readonly source: Extract<CheckpointSource, { kind: 'hub' }>
  readonly loaded: number
  readonly total: number
  readonly done: boolean
}

/** Where an add-on is: its file, or a folder or repository that holds it, at `path` or under a usual name. */
export type AddOnSource = CheckpointSource

/** `files`: what was learned so far; `samples`: pictures now; `pause`: end here, and go on another time. */
export const trainingOrders = ['files', 'samples', 'pause'] as const
export type TrainingOrder = (typeof trainingOrders)[number]

/** A model of the Hub that was opened under an id. */
interface OpenModel {
  readonly kind: 'open'
  readonly id: string
}

export interface WrittenFile {
  readonly name: string
  readonly bytes: Uint8Array
}

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
  /** Takes effect between two UNet runs. */
  | { readonly type: 'cancel'; readonly job: string }
  | { readonly type: 'cancel-all' }
  /** Brings an edit to its end after the step that runs; its clean estimate is the result. */
  | { readonly type: 'stop'; readonly job: string }
  /** Test of the recovery: destroys the WebGPU device as a driver reset would. */
  | { readonly type: 'lose-device' }

export interface BackendStatus {
  readonly name: 'webgpu' | 'wasm' | 'node'
  /** "WebGPU on SwiftShader, float32, fused kernels" */
  readonly description: Message
  /** Why WebGPU does not run, in one sentence, if it does not. */
  readonly whyNotWebGpu?: Message
}

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
  /** What its files name and is not used here. */
  readonly notes?: readonly Note[]
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

/** LoRA and its kin, words of Textual Inversion, projections of Custom Diffusion, a whole UNet of DreamBooth, or an autoencoder. */
export interface AddOnSummary {
  readonly id: string
  /** Its file or folder, as the person knows it. */
  readonly label: string
  readonly kind: 'lora' | 'embedding' | 'custom-diffusion' | 'unet' | 'vae' | 'preview-decoder'
  readonly parameters: number
  readonly bytes: number
  /** Numbers a token of the checkpoints that it is for: 768 for Stable Diffusion 1. Absent where its keys do not tell. */
  readonly textWidth?: number
  /** SHA-256 in hexadecimal, where the file is not too large for it. */
  readonly hash?: string
  /** Words by which it is called, those of an embedding among them. */
  readonly triggerWords: readonly string[]
  /** What it changes, and so has a strength for. */
  readonly parts: readonly ('unet' | 'textEncoder')[]
  /** A kin of LoRA (LoHa, LoKr, whole differences), at least in part. */
  readonly isOtherThanLora?: true
}

export type Stage = 'loading' | 'encoding' | 'denoising' | 'decoding' | 'training'

/** A prompt whose tokens are asked for, as a checkpoint's tokenizer reads it. */
export interface PromptToCount {
  readonly checkpoint: string
  readonly text: string
  readonly syntax: PromptSyntax
  readonly steps: number
}

export interface TokenCount {
  readonly count: number
  /** Tokens that the text encoder reads at once, begin and end aside: 75. */
  readonly room: number
  /** Words of it that a small vocabulary, which has whole words only, lacks; absent where there are none. */
  readonly strangers?: readonly string[]
}

export type WordMapKind = 'edit' | 'picture'

/** What of a picture each word of a prompt made. */
export interface WordMaps {
  /** The prompt's words, in the order in which they were typed, and where. */
  readonly words: readonly PromptWord[]
  readonly width: number
  readonly height: number
  /** The share of the attention that each word is given: words x height x width. */
  readonly maps: Float32Array
  /** The same carried along the self-attention: they follow things to their edges, and are what selections are made of. */
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
}

/** What an edit will take, from what this device took before. */
export interface Forecast {
  readonly seconds: number
  /** Of memory, for its networks. */
  readonly bytes: number
}

/** Engine to page. */
export type EngineEvent =
  | { readonly type: 'ready'; readonly backend: BackendStatus }
  | { readonly type: 'start-failed'; readonly error: ErrorReport }
  | { readonly type: 'checkpoint'; readonly checkpoint: CheckpointSummary }
  | { readonly type: 'checkpoint-failed'; readonly id: string; readonly error: ErrorReport }
  /** What is kept on this machine, once the engine is ready and after every change. */
  | { readonly type: 'kept'; readonly models: readonly KeptModel[] }
  | { readonly type: 'keeping'; readonly model: KeptModel }
  | { readonly type: 'keep-failed'; readonly error: ErrorReport }
  | { readonly type: 'network'; readonly network: NetworkSummary }
  | { readonly type: 'network-failed'; readonly id: string; readonly error: ErrorReport }
  | { readonly type: 'add-on'; readonly addOn: AddOnSummary }
  | { readonly type: 'add-on-failed'; readonly id: string; readonly error: ErrorReport }
  | { readonly type: 'started'; readonly job: string }
  | {
      readonly type: 'progress'
      readonly job: string
      readonly stage: Stage
      /** Steps done and in all; 0 of 0 outside of denoising and training. */
      readonly step: number
      readonly steps: number
      /** Estimate from the steps so far; absent before the second step. */
      readonly secondsLeft?: number
    }
  | {
      readonly type: 'preview'
      readonly job: string
      readonly step: number
      /** At working size; it belongs over `region` of the picture (or is the whole, where there is none). */
      readonly pixels: Pixels
      readonly region?: Region
    }
  | {
      /** What a guide made of its pictures, or found: a hint, a depth map, a mask. */
      readonly type: 'shown'
      readonly job: string
      /** Of the guide's use. */
      readonly key: string
      /** What it is, in English: "Hint". */
      readonly name: string
      /** 1 is grey, and can be a mask. */
      readonly channels: 1 | 3
      /** At working size; it belongs over `region` of the picture (or is the whole, where there is none). */
      readonly pixels: Pixels
      readonly region?: Region
      /** It is another at each step: where it lies is seen on the canvas while the job runs. */
      readonly changes?: true
    }
  | {
      readonly type: 'done'
      readonly job: string
      /** The recipe as it was run, every default filled in. */
      readonly recipe: Recipe
      readonly pixels: Pixels
      readonly seconds: number
      /** What the person should know: words that the text encoder did not read, say. */
      readonly notes: readonly Note[]
      /** Share of the time spent outside of network runs, 0 to 1. */
      readonly overhead: number
    }
  /** Of a training's step, from 1. */
  | { readonly type: 'loss'; readonly job: string; readonly step: number; readonly loss: number }
  | {
      /** A training is done. */
      readonly type: 'trained'
      readonly job: string
      /** What was learned, as other programs read it. */
      readonly files: readonly WrittenFile[]
      readonly seconds: number
      /** Why it ended before its last step, where that was no one's wish. */
      readonly stopped?: ErrorReport
    }
  /** What a training has learned so far. */
  | {
      readonly type: 'learned-so-far'
      readonly job: string
      readonly step: number
      readonly files: readonly WrittenFile[]
    }
  /** A picture of one of the plan's prompts, by what has been learned so far. */
  | {
      readonly type: 'sample'
      readonly job: string
      readonly step: number
      readonly prompt: string
      readonly pixels: Pixels
    }
  /** What the training that runs was and has, when it goes on from an earlier time. */
  | { readonly type: 'training-goes-on'; readonly job: string; readonly losses: readonly number[] }
  /** Bytes of memory that a training takes, about, before its first step. */
  | { readonly type: 'training-needs'; readonly job: string; readonly bytes: number }
  /** A training is kept, and can go on. */
  | {
      readonly type: 'unfinished-training'
      readonly plan: TrainingPlan
      /** Steps done. */
      readonly step: number
    }
  /** A training was told to pause, and is kept. */
  | { readonly type: 'paused'; readonly job: string }
  /** Something that the person should know while a job goes on. */
  | { readonly type: 'problem'; readonly job: string; readonly error: ErrorReport }
  | ({ readonly type: 'segments'; readonly job: string } & Segments)
  | ({ readonly type: 'word-maps'; readonly job: string } & WordMaps)
  | { readonly type: 'prepared'; readonly job: string; readonly notes: readonly Note[] }
  | { readonly type: 'failed'; readonly job: string; readonly error: ErrorReport }
  | { readonly type: 'cancelled'; readonly job: string }
  /** The answer to `forecast`; without one, nothing of the kind has run here, or the edit would be refused. */
  | { readonly type: 'forecast'; readonly number: number; readonly forecast?: Forecast }
  /** The answer to `count-tokens`, with what was asked. */
  | ({ readonly type: 'tokens' } & PromptToCount & TokenCount)
  /** The device was lost; sessions are rebuilt once and the job goes on from its beginning. */
  | { readonly type: 'device-lost'; readonly reason: string; readonly recovering: boolean }
  /** Weights on their way from an address, in bytes of all files together; `loaded` is `total` when they have arrived. */
  | { readonly type: 'download'; readonly loaded: number; readonly total: number }
  | { readonly type: 'memory'; readonly sessions: number; readonly weightBytes: number }

const pixels = v.pipe(
  v.strictObject({
    width: v.pipe(v.number(), v.integer(), v.minValue(1)),
    height: v.pipe(v.number(), v.integer(), v.minValue(1)),
    data: v.instance(Uint8ClampedArray),
  }),
  v.check(({ width, height, data }) => data.length === width * height * 4, messages.notFilled.text),
)
const folder = { path: v.optional(v.string()) }
const url = v.strictObject({ kind: v.literal('url'), url: v.string() })
const hub = v.strictObject({
  kind: v.literal('hub'),
  repository: v.string(),
  revision: v.string(),
  token: v.optional(v.string()),
})
const handle = v.strictObject({
  kind: v.literal('folder'),
  handle: v.object({ kind: v.literal('directory') }),
})
const files = v.strictObject({ kind: v.literal('files'), files: v.array(v.instance(Blob)) })
const source = v.variant('kind', [
  v.strictObject({ kind: v.literal('file'), file: v.instance(Blob) }),
  v.strictObject({ ...url.entries, ...folder }),
  v.strictObject({ ...hub.entries, ...folder }),
  v.strictObject({ ...handle.entries, ...folder }),
  v.strictObject({ ...files.entries, ...folder }),
])
const request = v.variant('type', [
  v.strictObject({
    type: v.literal('start'),
    backend: v.picklist(['auto', 'webgpu', 'wasm']),
    assets: v.string(),
    memoryBudget: v.pipe(v.number(), v.minValue(0)),
  }),
  v.strictObject({ type: v.literal('open-checkpoint'), id: v.string(), source }),
  v.strictObject({ type: v.literal('keep'), source: v.strictObject({ ...hub.entries, ...folder }) }),
  v.strictObject({ type: v.literal('pause-keeping') }),
  v.strictObject({ type: v.literal('forget'), source: v.strictObject({ ...hub.entries, ...folder }) }),
  v.strictObject({ type: v.literal('open-network'), id: v.string(), source }),
  v.strictObject({ type: v.literal('open-add-on'), id: v.string(), source }),
  v.strictObject({ type: v.literal('close-add-on'), id: v.string() }),
  v.strictObject({
    type: v.literal('edit'),
    job: v.string(),
    recipe: v.unknown(),
    images: v.record(v.string(), pixels),
    previews: v.boolean(),
  }),
  v.strictObject({
    type: v.literal('warm-up'),
    recipe: v.unknown(),
    pictures: v.array(v.string()),
  }),
  v.strictObject({
    type: v.literal('forecast'),
    number: v.number(),
    recipe: v.unknown(),
    pictures: v.strictObject({
      names: v.array(v.string()),
      width: v.pipe(v.number(), v.integer(), v.minValue(1)),
      height: v.pipe(v.number(), v.integer(), v.minValue(1)),
    }),
  }),
  v.strictObject({
    type: v.literal('count-tokens'),
    checkpoint: v.string(),
    text: v.string(),
    syntax: v.picklist(['both', 'a1111', 'compel', 'none']),
    steps: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  v.strictObject({
    type: v.literal('train'),
    job: v.string(),
    plan: v.unknown(),
    images: v.record(v.string(), pixels),
  }),
  v.strictObject({ type: v.literal('go-on-training'), job: v.string() }),
  v.strictObject({ type: v.literal('find-training') }),
  v.strictObject({ type: v.literal('forget-training') }),
  v.strictObject({ type: v.literal('order-training'), order: v.picklist(trainingOrders) }),
  v.strictObject({
    type: v.literal('prepare'),
    job: v.string(),
    key: v.string(),
    recipe: v.unknown(),
    images: v.record(v.string(), pixels),
  }),
  v.strictObject({
    type: v.literal('segment'),
    job: v.string(),
    source: v.union([source, v.strictObject({ kind: v.literal('open'), id: v.string() })]),
    picture: pixels,
  }),
  v.strictObject({
    type: v.literal('map-words'),
    job: v.string(),
    of: v.picklist(['edit', 'picture']),
    recipe: v.unknown(),
    images: v.record(v.string(), pixels),
  }),
  v.strictObject({ type: v.literal('cancel'), job: v.string() }),
  v.strictObject({ type: v.literal('cancel-all') }),
  v.strictObject({ type: v.literal('stop'), job: v.string() }),
  v.strictObject({ type: v.literal('lose-device') }),
])

/**
 * Checks a message on its arrival in the worker.
 * @throws PalimpsestError('internal'): page and worker are built together, so a misfit is a defect of ours.
 */
export function parseRequest(message: unknown): Request {
  const result = v.safeParse(request, message)
  if (result.success) return message as Request
  const issue = result.issues[0]
  throw new PalimpsestError(
    messages.notUnderstood({ path: v.getDotPath(issue) ?? 'message', misfit: misfitOf(issue) }),
  )
}
