// The document: what is undone, exported and saved. Plain immutable data; its pixels are named, not held.
import type { Note } from '../shared/message'
import type { BlendMode } from '../canvas/kernels/blend'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Region } from '../shared/pixels'
import type { SavedRecipe } from '../shared/savedRecipe'
import type { MayHoldUnused } from '../shared/unusedFields'
import type { Basis } from './basis'
import type { BitmapId } from './bitmapTable'

export type LayerKind = 'image' | 'result' | 'sketch' | 'mask'

export interface Layer extends MayHoldUnused {
  readonly id: string
  readonly kind: LayerKind
  readonly name: string
  readonly bitmap: BitmapId
  readonly visible: boolean
  /** 0 to 1. */
  readonly opacity: number
  /** How a picture is laid over what is below it; absent: as it is. */
  readonly blend?: Exclude<BlendMode, 'normal'>
  /** Where its top left corner lies on the canvas, in pixels. */
  readonly x: number
  readonly y: number
  /** Only guides name it: it is no part of the picture, and no mask of the edit. */
  readonly forGuides?: true
  /** It came with the program, so that the bundled checkpoints know what it shows. */
  readonly bundled?: true
  /** The edit that made it, of a result or of an opened picture that carried one. */
  readonly recipe?: SavedRecipe
  /** The picture that the edit was of, where this program made it. */
  readonly basis?: Basis
}

/** A finished edit that was neither accepted nor discarded yet. */
export interface Candidate extends MayHoldUnused {
  readonly id: string
  readonly bitmap: BitmapId
  /** Where it is shown on the canvas; the whole of it after an edit of the picture. */
  readonly place: Region
  readonly recipe: SavedRecipe
  readonly seconds: number
  readonly notes: readonly Note[]
  readonly basis?: Basis
  /** The layer whose edit was run again: accepted, it takes that layer's place. */
  readonly replaces?: string
}

export interface DocumentState extends MayHoldUnused {
  /** The opened file's name without its ending. */
  readonly name: string
  /** 0 x 0 as long as nothing is open. */
  readonly width: number
  readonly height: number
  /** From the bottom to the top. */
  readonly layers: readonly Layer[]
  readonly activeLayer: string | undefined
  readonly candidates: readonly Candidate[]
  /** Ids of results that were deleted from the gallery. */
  readonly deletedResults: readonly string[]
}

export type DocumentStore = StoreApi<DocumentState>

export const emptyDocument: DocumentState = {
  name: '',
  width: 0,
  height: 0,
  layers: [],
  activeLayer: undefined,
  candidates: [],
  deletedResults: [],
}

export const createDocumentStore = (): DocumentStore => createStore(() => emptyDocument)

/** Whether a canvas is open and nothing is on it. */
export const isBlank = (state: DocumentState): boolean =>
  isOpen(state) && state.layers.length === 0 && state.candidates.length === 0

export const isOpen = ({ width }: DocumentState): boolean => width > 0

/** Whether a layer is a part of the picture, where it is visible. */
export const isPicture = ({ kind, forGuides }: Layer): boolean => kind !== 'mask' && forGuides !== true

/** Whether anything is seen: on a canvas that shows nothing there is nothing to edit, and nothing to compare a result with. */
export const showsPicture = ({ layers }: Pick<DocumentState, 'layers'>): boolean =>
  layers.some((layer) => isPicture(layer) && layer.visible)

/** Whether a layer is a mask of the edit itself. */
export const limitsEdit = ({ kind, forGuides }: Layer): boolean => kind === 'mask' && forGuides !== true

export const activeLayerOf = ({ layers, activeLayer }: DocumentState): Layer | undefined =>
  layers.find(({ id }) => id === activeLayer)

/** Every bitmap that a state names. */
export const bitmapsOf = ({ layers, candidates }: DocumentState): BitmapId[] => [
  ...layers.map(({ bitmap }) => bitmap),
  ...candidates.map(({ bitmap }) => bitmap),
]

/** The document with one layer changed. */
export function withLayer(document: DocumentState, id: string, change: Partial<Layer>): DocumentState {
  return {
    ...document,
    layers: document.layers.map((layer) => (layer.id === id ? { ...layer, ...change } : layer)),
  }
}

/** The document with a layer put above another (or on top), and made active. */
export function withNewLayer(document: DocumentState, layer: Layer, above?: string): DocumentState {
  const at = document.layers.findIndex(({ id }) => id === above)
  const layers = at < 0 ? [...document.layers, layer] : document.layers.toSpliced(at + 1, 0, layer)
  return { ...document, layers, activeLayer: layer.id }
}
