// How the document is looked at. Not undone; what should outlive the tab is in the settings.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Box } from '../canvas/kernels/shapes'
import type { ToolId } from '../canvas/tools/registry'

export type DialogId = 'palette' | 'shortcuts' | 'export' | 'checkpoint' | 'settings'
export type CompareMode = 'result' | 'split' | 'original'

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
  readonly compare: CompareMode
  /** Where the comparison is split, as a share of the picture's width. */
  readonly split: number
  /** Masks are shown as a tint. */
  readonly showMasks: boolean
  /** The canvas that the crop tool is about to make, in pixels of the picture. */
  readonly crop: Box | undefined
  readonly side: 'layers' | 'history' | 'gallery'
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
    compare: 'result',
    split: 0.5,
    showMasks: true,
    crop: undefined,
    side: 'layers',
    viewedResult: undefined,
  }))
