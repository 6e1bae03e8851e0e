// What the engine is doing: its backend, the checkpoints it knows, and the edits that wait or run.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ErrorReport } from '../shared/errors'
import type { Region } from '../shared/pixels'
import type { Forecast, WordMaps } from '../shared/protocol/answers'
import type { BackendStatus, Stage } from '../shared/protocol/event'
import type { AddOnSource, CheckpointSource, KeptModel } from '../shared/protocol/sources'
import type { AddOnSummary, CheckpointSummary, NetworkSummary } from '../shared/protocol/summaries'
import type { Recipe } from '../shared/recipe'
import type { TrainingPlan } from '../shared/trainingPlan'
import type { Basis } from './basis'
import type { BitmapId } from './bitmapTable'
import { seriesBitmaps, type Series } from './series'

/** Where an edit comes from, which goes along with its result. */
export interface EditOrigin {
  /** What it is of, from the canvas's corner; absent for a new picture. */
  readonly basis?: Basis
  /** The layer that the result is to replace. */
  readonly replaces?: string
  /** Of one press, whose results are one step of the history. */
  readonly lot?: string
}

export interface EditJob {
  readonly id: string
  readonly recipe: Recipe
  readonly status: 'waiting' | 'running' | 'stopping' | 'cancelling'
  readonly stage: Stage
  readonly step: number
  readonly steps: number
  readonly secondsLeft?: number
  /** The pictures that the recipe names, of an edit: what it needs to be run, now or after a reload. */
  readonly pictures?: Readonly<Record<string, BitmapId>>
  /** Someone waits for its result, which is not put beside the picture; after a reload nobody does. */
  readonly forCaller?: true
  /** It comes and goes by itself, and is no entry of the queue that people see. */
  readonly quiet?: true
  /** What of it is asked: which of its words made what. The id of the result or layer. */
  readonly wordsOf?: string
  /** Absent for what is no edit. */
  readonly origin?: EditOrigin
  readonly preview?: { readonly bitmap: BitmapId; readonly region?: Region }
}

/** A picture that a guide showed in its last run, or before one. */
export interface ShownPicture {
  /** Of which it was shown. */
  readonly job: string
  /** It was asked for before a run. */
  readonly before?: true
  /** It is another at each step of the job. */
  readonly changes?: true
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

/** What of a picture each word of its prompts made. */
export interface MappedWords extends WordMaps {
  /** The result or layer that was asked about, or the picture. */
  readonly of: string
  /** Where on the canvas the maps lie. */
  readonly place: Region
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

/** The last result of live painting. */
export interface LiveResult {
  readonly bitmap: BitmapId
  readonly recipe: Recipe
  readonly seconds: number
  readonly origin: EditOrigin | undefined
}

/** What another version saved of a tab's work and this one cannot use: it is saved again as it was. */
export interface UnusableWork {
  /** Edits that waited. */
  readonly queue: readonly unknown[]
  /** A series of edits that was under way. */
  readonly series?: unknown
  /** By names that this version does not know. */
  readonly others: Readonly<Record<string, unknown>>
  /** Pixels that only these name. */
  readonly bitmaps: readonly BitmapId[]
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
  /** The picture of the class that is made, before the first step. */
  readonly making?: { readonly at: number; readonly count: number }
  /** Of each step so far. */
  readonly losses: readonly number[]
  /** Bytes of memory that it takes, about. */
  readonly bytes?: number
  /** By prompt, the oldest first. */
  readonly samples: readonly TrainingSample[]
  /** Prompts that pictures are made of on the way. */
  readonly samplePrompts: readonly string[]
}

/** A picture by what had been learned at a step. */
export interface TrainingSample {
  readonly step: number
  readonly prompt: string
  /** Address of a small picture. */
  readonly picture: string
}

/** A training that was interrupted or paused, and can go on. */
export interface UnfinishedTraining {
  readonly plan: TrainingPlan
  readonly step: number
}

export interface JobsState {
  readonly engine: 'starting' | 'ready' | 'failed'
  readonly backend: BackendStatus | undefined
  readonly engineError: ErrorReport | undefined
  readonly checkpoints: readonly CheckpointEntry[]
  readonly networks: readonly NetworkEntry[]
  /** Models of the Hub whose files are on this machine, and the one that is being downloaded to be kept. */
  readonly kept: readonly KeptModel[]
  readonly keeping: KeptModel | undefined
  readonly addOns: readonly AddOnEntry[]
  /** In the order in which they run. */
  readonly jobs: readonly EditJob[]
  /** No further edit begins. */
  readonly paused: boolean
  readonly series: Series | undefined
  readonly unusable: UnusableWork | undefined
  readonly live: LiveResult | undefined
  readonly shown: readonly ShownPicture[]
  /** The last that was asked for of a finished edit. */
  readonly wordMaps: MappedWords | undefined
  readonly training: Training | undefined
  readonly unfinished: UnfinishedTraining | undefined
  /** Why the training that is kept cannot go on: another version saved it. */
  readonly unreadableTraining: ErrorReport | undefined
  /** An edit was asked for while its checkpoint was still being opened; it runs once that is done. */
  readonly runAsked: boolean
  /** Bytes of weights that have arrived and that there are, while they are being downloaded. */
  readonly download: { readonly loaded: number; readonly total: number } | undefined
  /** Bytes of weights that the engine holds. */
  readonly weightBytes: number
  /** What the edit of the panel would take, where anything like it has run here; of which edit it was said (`foretoldOf`). */
  readonly forecast: (Forecast & { readonly of: string }) | undefined
}

export type JobsStore = StoreApi<JobsState>

export const createJobsStore = (): JobsStore =>
  createStore(() => ({
    engine: 'starting',
    backend: undefined,
    engineError: undefined,
    checkpoints: [],
    networks: [],
    kept: [],
    keeping: undefined,
    addOns: [],
    jobs: [],
    paused: false,
    series: undefined,
    unusable: undefined,
    live: undefined,
    shown: [],
    wordMaps: undefined,
    training: undefined,
    unfinished: undefined,
    unreadableTraining: undefined,
    runAsked: false,
    download: undefined,
    weightBytes: 0,
    forecast: undefined,
  }))

/** An edit that waits or runs, as it is saved. */
export type QueuedEdit = Required<Pick<EditJob, 'id' | 'recipe' | 'pictures'>> & Pick<EditJob, 'origin'>

/** The edits that are saved: all but those for whose result someone waits. */
export const queuedEdits = ({ jobs }: Pick<JobsState, 'jobs'>): readonly QueuedEdit[] =>
  jobs.flatMap(({ id, recipe, pictures, origin, forCaller, status }) =>
    pictures && !forCaller && status !== 'cancelling'
      ? [{ id, recipe, pictures, ...(origin && { origin }) }]
      : [],
  )

/** The bitmaps of edits and their previews, of a series, of what cannot be used here, and of what guides showed. */
export const jobBitmaps = ({ jobs, shown, live, series, unusable }: JobsState): BitmapId[] => [
  ...(unusable?.bitmaps ?? []),
  ...(series ? seriesBitmaps(series) : []),
  ...(live ? [live.bitmap] : []),
  ...jobs.flatMap(({ preview, pictures = {} }) => [
    ...(preview ? [preview.bitmap] : []),
    ...Object.values(pictures),
  ]),
  ...shown.map(({ bitmap }) => bitmap),
]

export const summaryOf = ({ checkpoints }: JobsState, id: string): CheckpointSummary | undefined =>
  checkpoints.find((entry) => entry.id === id)?.summary
