// What the engine is doing: its backend, the checkpoints it knows, and the edits that wait or run.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ErrorReport } from '../shared/errors'
import type { Region } from '../shared/pixels'
import type {
  AddOnSource,
  AddOnSummary,
  BackendStatus,
  CheckpointSource,
  CheckpointSummary,
  NetworkSummary,
  Stage,
} from '../shared/protocol'
import type { Recipe } from '../shared/recipe'
import type { BitmapId } from './bitmapTable'

export interface EditJob {
  readonly id: string
  readonly recipe: Recipe
  readonly status: 'waiting' | 'running' | 'cancelling'
  readonly stage: Stage
  readonly step: number
  readonly steps: number
  readonly secondsLeft?: number
  /** Of one press, whose results are one step of the history. */
  readonly lot?: string
  readonly preview?: { readonly bitmap: BitmapId; readonly region?: Region }
}

/** A picture that a guide showed in its last run. */
export interface ShownPicture {
  /** The key of the guide's card. */
  readonly key: string
  readonly name: string
  /** 1 is grey, and can be a mask. */
  readonly channels: 1 | 3
  readonly bitmap: BitmapId
  readonly region?: Region
  /** Of the document that it belongs to. */
  readonly canvas: { readonly width: number; readonly height: number }
}

export interface CheckpointEntry {
  readonly id: string
  readonly source: CheckpointSource
  readonly status: 'opening' | 'open' | 'failed'
  readonly summary?: CheckpointSummary
  /** An edit was made with it: what it has to download is here. */
  readonly used?: boolean
  readonly error?: ErrorReport
}

/** A ControlNet or T2I-Adapter that the person opened. */
export interface NetworkEntry {
  readonly id: string
  readonly source: CheckpointSource
  readonly status: 'opening' | 'open' | 'failed'
  readonly summary?: NetworkSummary
  readonly error?: ErrorReport
}

/** What others trained, as the person opened it; how it is used stands in the draft. */
export interface AddOnEntry {
  readonly id: string
  readonly source: AddOnSource
  readonly status: 'opening' | 'open' | 'failed'
  readonly summary?: AddOnSummary
  readonly error?: ErrorReport
}

/** A training that waits or runs; there is one at a time. */
export interface Training {
  readonly id: string
  /** By which what is learned will be called. */
  readonly word: string
  readonly status: 'waiting' | 'running' | 'cancelling'
  readonly step: number
  readonly steps: number
  readonly secondsLeft?: number
  /** Of each step so far. */
  readonly losses: readonly number[]
}

export interface JobsState {
  readonly engine: 'starting' | 'ready' | 'failed'
  readonly backend: BackendStatus | undefined
  readonly engineError: ErrorReport | undefined
  readonly checkpoints: readonly CheckpointEntry[]
  readonly networks: readonly NetworkEntry[]
  readonly addOns: readonly AddOnEntry[]
  /** In the order in which they run. */
  readonly jobs: readonly EditJob[]
  readonly shown: readonly ShownPicture[]
  readonly training: Training | undefined
  /** An edit was asked for while its checkpoint was still being opened; it runs once that is done. */
  readonly runAsked: boolean
  /** Bytes of weights that have arrived and that there are, while they are being downloaded. */
  readonly download: { readonly loaded: number; readonly total: number } | undefined
  /** Bytes of weights that the engine holds. */
  readonly weightBytes: number
}

export type JobsStore = StoreApi<JobsState>

export const createJobsStore = (): JobsStore =>
  createStore(() => ({
    engine: 'starting',
    backend: undefined,
    engineError: undefined,
    checkpoints: [],
    networks: [],
    addOns: [],
    jobs: [],
    shown: [],
    training: undefined,
    runAsked: false,
    download: undefined,
    weightBytes: 0,
  }))

/** The bitmaps of running previews, and of what guides showed. */
export const jobBitmaps = ({ jobs, shown }: JobsState): BitmapId[] => [
  ...jobs.flatMap(({ preview }) => (preview ? [preview.bitmap] : [])),
  ...shown.map(({ bitmap }) => bitmap),
]

export const summaryOf = ({ checkpoints }: JobsState, id: string): CheckpointSummary | undefined =>
  checkpoints.find((entry) => entry.id === id)?.summary
