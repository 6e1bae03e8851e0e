// The messages from the engine's worker to the page: plain data, pixel buffers transferred.
import type { ErrorReport } from '../errors'
import type { Message, Note } from '../message'
import type { Pixels, Region } from '../pixels'
import type { Recipe } from '../recipe'
import type { TrainingPlan } from '../trainingPlan'
import type { Forecast, Segments, TokenCount, TrainingNeeds, WordMaps } from './answers'
import type { PromptToCount } from './request'
import type { KeptModel } from './sources'
import type { AddOnSummary, CheckpointSummary, NetworkSummary } from './summaries'

export interface BackendStatus {
  readonly name: 'webgpu' | 'wasm' | 'node'
  /** "WebGPU on SwiftShader, float32, fused kernels" */
  readonly description: Message
  /** Why WebGPU does not run, in one sentence, if it does not. */
  readonly whyNotWebGpu?: Message
}

export type Stage = 'loading' | 'writing' | 'encoding' | 'denoising' | 'decoding' | 'enlarging' | 'training'

export interface WrittenFile {
  readonly name: string
  readonly bytes: Uint8Array
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
      /** Steps done and in all, parts of a picture that is enlarged, words or sentences that are written; else 0 of 0. */
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
  /** A training of another version is kept, which this one cannot go on with. */
  | { readonly type: 'unreadable-training'; readonly error: ErrorReport }
  /** A training was told to pause, and is kept. */
  | { readonly type: 'paused'; readonly job: string }
  /** Something that the person should know while a job goes on. */
  | { readonly type: 'problem'; readonly job: string; readonly error: ErrorReport }
  /** The caption, or the sentences. */
  | { readonly type: 'written'; readonly job: string; readonly texts: readonly string[] }
  | ({ readonly type: 'segments'; readonly job: string } & Segments)
  | ({ readonly type: 'word-maps'; readonly job: string } & WordMaps)
  | { readonly type: 'prepared'; readonly job: string; readonly notes: readonly Note[] }
  | { readonly type: 'failed'; readonly job: string; readonly error: ErrorReport }
  | { readonly type: 'cancelled'; readonly job: string }
  /** The answer to `forecast`; without one, nothing is known of this device, or the checkpoint is not open. */
  | { readonly type: 'forecast'; readonly number: number; readonly forecast?: Forecast }
  /** The answer to `foresee-training`: what it takes, about, or why it would be refused. */
  | ({ readonly type: 'training-forecast'; readonly number: number } & (
      | { readonly needs: TrainingNeeds; readonly refusal?: undefined }
      | { readonly refusal: ErrorReport; readonly needs?: undefined }
    ))
  /** The answer to `count-tokens`, with what was asked. */
  | ({ readonly type: 'tokens' } & PromptToCount & TokenCount)
  /** The device was lost; sessions are rebuilt once and the job goes on from its beginning. */
  | { readonly type: 'device-lost'; readonly reason: string; readonly recovering: boolean }
  /** Weights on their way from an address, in bytes of all files together; `loaded` is `total` when they have arrived. */
  | { readonly type: 'download'; readonly loaded: number; readonly total: number }
  | { readonly type: 'memory'; readonly sessions: number; readonly weightBytes: number }
