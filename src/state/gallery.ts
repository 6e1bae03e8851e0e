// Every result that was made, accepted or not, with its recipe. Making one is not undone, so that no result is lost by going
// back; deleting one is a step of the document like any other, which names the deleted ones.
import type { Note } from '../shared/message'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SavedRecipe } from '../shared/savedRecipe'
import type { MayHoldUnused } from '../shared/unusedFields'
import type { BitmapId, BitmapTable } from './bitmapTable'
import type { DocumentState } from './document'

export interface GalleryResult extends MayHoldUnused {
  readonly id: string
  readonly bitmap: BitmapId
  readonly recipe: SavedRecipe
  readonly seconds: number
  readonly notes: readonly Note[]
  /** Milliseconds since 1970. */
  readonly madeAt: number
}

export interface GalleryState {
  /** Oldest first; deleted ones too, as long as undo can bring them back. */
  readonly results: readonly GalleryResult[]
}

export type GalleryStore = StoreApi<GalleryState>

/** Bytes of pixels that the gallery may hold, in memory and saved; the oldest results are forgotten above it. */
export const galleryBudgetBytes = 256_000_000

export const createGalleryStore = (): GalleryStore => createStore(() => ({ results: [] }))

export const galleryBitmaps = ({ results }: GalleryState): BitmapId[] => results.map(({ bitmap }) => bitmap)

/** What the gallery shows, newest first. */
export const shownResults = (
  { results }: GalleryState,
  { deletedResults }: Pick<DocumentState, 'deletedResults'>,
): GalleryResult[] => results.filter(({ id }) => !deletedResults.includes(id)).toReversed()

/** Puts results into the gallery that are not there yet. The newest one stays, whatever its size. */
export function keepResults(
  gallery: GalleryStore,
  bitmaps: BitmapTable,
  added: readonly GalleryResult[],
  budgetBytes = galleryBudgetBytes,
): void {
  const known = new Set(gallery.getState().results.map(({ id }) => id))
  let results = [...gallery.getState().results, ...added.filter(({ id }) => !known.has(id))]
  const bytes = () => bitmaps.bytesOf(galleryBitmaps({ results }))
  while (results.length > 1 && bytes() > budgetBytes) results = results.slice(1)
  gallery.setState({ results })
}

/** Gives up results that are deleted in every state that undo and redo can reach. */
export function forgetDeleted(gallery: GalleryStore, reachable: readonly DocumentState[]): void {
  const { results } = gallery.getState()
  const kept = results.filter(({ id }) => !reachable.every((state) => state.deletedResults.includes(id)))
  if (kept.length < results.length) gallery.setState({ results: kept })
}
