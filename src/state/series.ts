// Many edits that one press asked for, of which one at a time is in the queue. All that is needed to go on is saved with the work.
import type { ErrorReport } from '../shared/errors'
import type { Recipe } from '../shared/recipe'
import type { BitmapId } from './bitmapTable'

/** What could not be edited, by its number, and why. */
export interface SeriesFailure {
  readonly at: number
  readonly error: ErrorReport
}

interface EverySeries {
  readonly id: string
  readonly prompt: string
  readonly total: number
  /** Edits that lie behind it, made or failed. */
  readonly done: number
  readonly failures: readonly SeriesFailure[]
  /** The pictures that its recipes name, but for the picture that a batch edits. */
  readonly pictures: Readonly<Record<string, BitmapId>>
}

/** One edit of many pictures, its results as files. */
export interface Batch extends EverySeries {
  readonly kind: 'batch'
  /** Of each picture, but for the size and, where it is not locked, the seed. */
  readonly recipe: Recipe
  readonly seedLocked: boolean
  /** The checkpoint's own size, in pixels. */
  readonly trained: { readonly width: number; readonly height: number }
  /** The pictures' files, and those of their results. */
  readonly names: readonly string[]
  readonly resultNames: readonly string[]
  /** Where the pictures are read from; without it copies of them are kept. */
  readonly folder?: FileSystemDirectoryHandle
  /** A folder, the place of a zip file, or 'download': a zip file that the browser puts where it puts downloads. */
  readonly results: FileSystemDirectoryHandle | FileSystemFileHandle | 'download'
}

/** An edit for each pair of values of two settings. */
export interface Grid extends EverySeries {
  readonly kind: 'grid'
  /** What varies from column to column, and from row to row. */
  readonly across: string
  readonly down?: string
  readonly columns: readonly string[]
  /** One '' where only columns vary. */
  readonly rows: readonly string[]
  /** Row by row, as are their results. */
  readonly recipes: readonly Recipe[]
  readonly made: readonly (BitmapId | null)[]
}

export type SavedSeries = Batch | Grid

export interface SeriesState {
  /** 'held': nothing of it runs until the person lets it go on. */
  readonly stage: 'running' | 'cancelling' | 'held'
  /** The edit that is in the queue. */
  readonly job?: string | undefined
}

export type Series = SavedSeries & SeriesState

/** A series as it is saved. */
export function savedSeries(series: Series): SavedSeries {
  const { stage: _, job: __, ...saved } = series
  return saved
}

export const seriesBitmaps = (series: SavedSeries): BitmapId[] => [
  ...Object.values(series.pictures),
  ...(series.kind === 'grid' ? series.made.filter((id) => id !== null) : []),
]
