// How the document is looked at. Not undone; what should outlive the tab is in the settings.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Point } from '../canvas/kernels/fillPolygon'
import type { Frame } from '../canvas/kernels/frame'
import type { Box } from '../canvas/kernels/shapes'
import type { Region } from '../shared/pixels'
import type { BitmapId } from './bitmapTable'
import type { Layer } from './document'
import type { PanelSteps } from './panelSteps'
import type { ToolId } from './toolId'

export type DialogId =
  | 'palette'
  | 'shortcuts'
  | 'export'
  | 'checkpoint'
  | 'settings'
  | 'guides'
  | 'add-on'
  | 'teach'
  | 'batch'
  | 'grid'
  | 'size'
  | 'world'
  | 'about'

/** The edit runs again while one paints: its result is shown beside the picture, or over it. */
export type LiveMode = 'off' | 'beside' | 'over'
export type CompareMode = 'result' | 'split' | 'original'

/** A layer that is moved, resized and turned. */
export interface LayerTransform {
  readonly layer: string
  /** As it was at first; everything is drawn from these pixels. */
  readonly source: Pick<Layer, 'bitmap' | 'x' | 'y'>
  /** The frame around it then, and now. */
  readonly start: Frame
  readonly frame: Frame
  /** What it has become; once the layer is something else, the transform is over. */
  readonly result: Pick<Layer, 'bitmap' | 'x' | 'y'>
  /** The key of its step of the history, once the layer was resized or turned. */
  readonly gesture: string | undefined
}

export interface ViewState {
  /** Screen pixels (CSS) per picture pixel. */
  readonly scale: number
  /** Where the picture's top left corner lies in the viewport, in CSS pixels. */
  readonly x: number
  readonly y: number
  readonly viewportWidth: number
  readonly viewportHeight: number
  readonly tool: ToolId
  readonly dialog: DialogId | undefined
  /** The candidate that is shown over the picture. */
  readonly candidate: string | undefined
  /** The candidate that it is compared with, in place of the picture as it is. */
  readonly against: string | undefined
  /** All candidates are looked at side by side, and these of them are marked. */
  readonly grid: boolean
  readonly marked: readonly string[]
  /** Masks whose edit was accepted: their tint stays away from the result until they are painted on again. */
  readonly restingMasks: readonly BitmapId[]
  readonly compare: CompareMode
  /** Where the comparison is split, as a share of the picture's width. */
  readonly split: number
  /** Masks are shown: as a line around them, and a tint. */
  readonly showMasks: boolean
  readonly tintMasks: boolean
  /** The canvas that the crop tool is about to make, in pixels of the picture. */
  readonly crop: Box | undefined
  /** Width to height that the box keeps. */
  readonly cropAspect: number | undefined
  readonly transform: LayerTransform | undefined
  /** Where the part of the picture lay that was copied last: it is pasted there. */
  readonly copied: Region | undefined
  /** A picture that a guide showed, looked at on the canvas: the key of its card, and its name. */
  readonly lookedAt: { readonly key: string; readonly name: string } | undefined
  readonly live: LiveMode
  /** A tool is at work on the canvas. */
  readonly stroking: boolean
  /** The result or layer whose words are looked at, the word that is shown, and the place that is pointed at, in its pixels. */
  readonly wordsOf: string | undefined
  readonly word: number | undefined
  readonly pointed: Point | undefined
  readonly side: 'layers' | 'history' | 'gallery'
  /** The layer whose name is being written. */
  readonly renaming: string | undefined
  /** The step of the tour that is shown. */
  readonly tour: number | undefined
  /** How often the cursor was sent into the prompt; `select` with all of it chosen. */
  readonly promptAsked: { readonly times: number; readonly select: boolean }
  /** What the edit panel lost, to be undone. */
  readonly panelSteps: PanelSteps
  /** The result of the gallery that is looked at. */
  readonly viewedResult: string | undefined
}

export type ViewStore = StoreApi<ViewState>

export const createViewStore = (): ViewStore =>
  createStore(() => ({
    scale: 1,
    x: 0,
    y: 0,
    viewportWidth: 0,
    viewportHeight: 0,
    tool: 'mask-brush',
    dialog: undefined,
    candidate: undefined,
    against: undefined,
    grid: false,
    marked: [],
    restingMasks: [],
    tour: undefined,
    promptAsked: { times: 0, select: false },
    compare: 'result',
    split: 0.5,
    showMasks: true,
    tintMasks: true,
    crop: undefined,
    cropAspect: undefined,
    transform: undefined,
    copied: undefined,
    lookedAt: undefined,
    live: 'off',
    stroking: false,
    wordsOf: undefined,
    word: undefined,
    pointed: undefined,
    side: 'layers',
    renaming: undefined,
    panelSteps: { done: [], undone: [] },
    viewedResult: undefined,
  }))
