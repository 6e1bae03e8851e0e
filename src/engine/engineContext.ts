// What the engine's link reads and changes of the page: the stores, the pixels, and how people are told of what happens.
import type { Note } from '../shared/message'
import type { BitmapTable } from '../state/bitmapTable'
import type { DocumentStore } from '../state/document'
import type { GalleryStore } from '../state/gallery'
import type { History } from '../state/history'
import type { JobsStore } from '../state/jobs'
import type { SavingStore } from '../state/saving'
import type { SettingsStore } from '../state/settings'
import type { ViewStore } from '../state/view'
import type { TextKey, TextValues } from '../strings/text'

/** How something is told. */
export interface InformOptions {
  /** Until it is put aside. */
  readonly stays?: boolean
  /** What can be done about it. */
  readonly action?: { readonly label: string; readonly run: () => void }
  /** Milliseconds, for what can be done and need not be. */
  readonly lastsMs?: number
  /** It goes once that is aborted. */
  readonly until?: AbortSignal
}

export interface EngineContext {
  readonly document: DocumentStore
  readonly history: History
  readonly gallery: GalleryStore
  readonly view: ViewStore
  readonly jobs: JobsStore
  readonly settings: SettingsStore
  readonly saving: SavingStore
  readonly bitmaps: BitmapTable
  /** The sentence of a key in the present language. */
  readonly t: (key: TextKey, values?: TextValues) => string
  /** Shows a failure as one sentence and what to do. */
  readonly fail: (error: unknown) => void
  readonly inform: (title: Note, hint?: string, options?: InformOptions) => void
}
