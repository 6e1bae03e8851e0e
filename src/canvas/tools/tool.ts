// What a tool is. One set of listeners on the canvas feeds the tool that is chosen; a tool is a small state machine that
// holds its gesture in progress and commits it as one step at the end.
import type { BitmapTable } from '../../state/bitmapTable'
import type { DocumentStore } from '../../state/document'
import type { History } from '../../state/history'
import type { SettingsStore } from '../../state/settings'
import type { ViewStore } from '../../state/view'
import type { MaskOperation } from '../kernels/combineMasks'
import type { TiledBitmap } from '../kernels/tiledBitmap'
import type { Affine } from '../kernels/affine'
import type { Point } from '../kernels/fillPolygon'
import type { ViewTransform } from '../kernels/viewTransform'

/** A pointer on the canvas, in pixels of the picture. */
export interface ToolPointer extends Point {
  /** 0 to 1; 1 for a mouse or a finger. */
  readonly pressure: number
  readonly shift: boolean
  readonly alt: boolean
  readonly ctrl: boolean
  /** A finger, which meets small things less exactly than a mouse or a pen. */
  readonly coarse: boolean
  /** Every position since the last event, the present one last. */
  readonly path: readonly (Point & { readonly pressure: number })[]
}

/** What a tool may reach. */
export interface ToolContext {
  readonly document: DocumentStore
  readonly bitmaps: BitmapTable
  readonly history: History
  readonly settings: SettingsStore
  readonly view: ViewStore
  /** Shows a bitmap in place of a layer's own while a gesture goes on; undefined ends that. */
  readonly showInstead: (layer: string, bitmap: TiledBitmap | undefined) => void
  /** Shows a layer elsewhere while it is dragged: from its own pixels to the canvas's. Undefined ends that. */
  readonly showTransformed: (layer: string, transform: Affine | undefined) => void
  readonly redraw: () => void
  /** Joins the thing at a place to the mask. */
  readonly selectThing: (at: Point, operation: MaskOperation) => void
}

export interface Tool {
  /** The first button or the pen went down. A tool that has nothing to act on ignores it. */
  readonly down: (pointer: ToolPointer) => void
  readonly move: (pointer: ToolPointer) => void
  readonly up: (pointer: ToolPointer) => void
  /** Escape, or a second finger that pinches: the gesture leaves no trace. */
  readonly cancel: () => void
  /** The browser took the pointer. Absent: the gesture ends as if it had been lifted where it was last. */
  readonly interrupt?: () => void
  /** Draws the tool's outline over the picture, in CSS pixels. `hover` is the pointer, in pixels of the picture. */
  readonly drawOverlay?: (
    context: CanvasRenderingContext2D,
    placement: ViewTransform,
    hover: Point | undefined,
  ) => void
  /** CSS cursor; 'none' where the overlay draws it. */
  readonly cursor: string
}

export type CreateTool = (context: ToolContext) => Tool
