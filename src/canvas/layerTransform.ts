// The active layer while it is resized and turned. Each drag is committed at once, always from the pixels as they were at first,
// so that nothing blurs further; together the drags are one step of the history, until Enter, another tool or another layer.
import { activeLayerOf, withLayer, type Layer } from '../state/document'
import type { LayerTransform } from '../state/view'
import type { TextKey } from '../strings/text'
import { composeAffine, translation, type Affine } from './kernels/affine'
import { withMask } from './kernels/bitmapDraft'
import { drawnBounds } from './kernels/drawnBounds'
import { frameOfBox, frameTransform, type Frame } from './kernels/frame'
import { maskBounds } from './kernels/maskBounds'
import { intersectRegions, isEmptyRegion } from './kernels/regions'
import {
  emptyBitmap,
  maskFromTiled,
  pixelsFromTiled,
  tiledFromPixels,
  type TiledBitmap,
  type TiledMask,
} from './kernels/tiledBitmap'
import { transformedRegion, transformPixels } from './kernels/transformPixels'
import type { ToolContext } from './tools/tool'
import { maxPixels } from '../shared/pictureLimits'
import type { Pixels, Region } from '../shared/pixels'

type TransformContext = Pick<ToolContext, 'document' | 'bitmaps' | 'history' | 'view'>
type Placed = Pick<Layer, 'bitmap' | 'x' | 'y'>

/**
 * The transform of the active layer: the one that is under way, or one that begins with the layer as it is. Undefined where there
 * is nothing to take hold of: no layer, a hidden one, a mask that covers nothing.
 */
export function currentTransform({ document, bitmaps, view }: TransformContext): LayerTransform | undefined {
  const layer = activeLayerOf(document.getState())
  if (!layer?.visible) return undefined
  const { transform } = view.getState()
  if (transform?.layer === layer.id && samePlace(transform.result, layer)) return transform
  const box = contentRegion(layer, bitmaps)
  if (isEmptyRegion(box)) return undefined
  const { left, top, width, height } = box
  const start = frameOfBox({ left, top, right: left + width, bottom: top + height })
  const source = { bitmap: layer.bitmap, x: layer.x, y: layer.y }
  return { layer: layer.id, source, start, frame: start, result: source, gesture: undefined }
}

const samePlace = (a: Placed, b: Placed) => a.bitmap === b.bitmap && a.x === b.x && a.y === b.y

const boundsOf = new WeakMap<TiledBitmap, Region>()

/** Where a layer's content lies on the canvas: a picture's own rectangle, what a sketch's strokes or a mask cover. */
function contentRegion({ kind, bitmap, x, y }: Layer, bitmaps: TransformContext['bitmaps']): Region {
  if (kind === 'sketch') {
    const drawing = bitmaps.picture(bitmap)
    const drawn = boundsOf.get(drawing) ?? drawnBounds(drawing)
    boundsOf.set(drawing, drawn)
    return isEmptyRegion(drawn) ? drawn : { ...drawn, left: drawn.left + x, top: drawn.top + y }
  }
  if (kind !== 'mask') {
    const { width, height } = bitmaps.get(bitmap)
    return { left: x, top: y, width, height }
  }
  const mask = bitmaps.mask(bitmap)
  const known = boundsOf.get(mask) ?? maskBounds(maskFromTiled(mask))
  boundsOf.set(mask, known)
  return known
}

/** From the source's own pixels to the canvas, with the frame where it is given. */
export const sourceTransform = ({ source, start }: LayerTransform, frame: Frame): Affine =>
  composeAffine(frameTransform(start, frame), translation(source.x, source.y))

/**
 * Gives the layer this frame, as a step, or as part of the step that is under way. One that would be too large is not taken.
 * @param moves joins moves of one key to one step, as nudges by the arrow keys are
 */
export function commitFrame(
  context: TransformContext,
  transform: LayerTransform,
  frame: Frame,
  moves?: string,
): void {
  const { document, history, view } = context
  const state = document.getState()
  const layer = state.layers.find(({ id }) => id === transform.layer)
  if (!layer || sameFrame(frame, transform.frame) || isTooLarge(drawnSize(context, transform, frame))) return
  const moved = isMove(transform.start, frame)
  const gesture = transform.gesture ?? (moved ? undefined : `transform ${crypto.randomUUID()}`)
  const result = moved
    ? movedLayer(context, layer, transform, frame)
    : drawnAnew(context, layer, transform, frame)
  const name: TextKey = gesture ? 'history.transformLayer' : 'history.moveLayer'
  history.commit(name, withLayer(state, layer.id, result), gesture ?? moves)
  view.setState({ transform: { ...transform, frame, result, gesture } })
}

/** What a layer becomes with this frame, in pixels; a mask is cut to the canvas. */
export function drawnSize(
  { document, bitmaps }: Pick<TransformContext, 'document' | 'bitmaps'>,
  transform: LayerTransform,
  frame: Frame,
): { readonly width: number; readonly height: number } {
  const layer = document.getState().layers.find(({ id }) => id === transform.layer)
  if (!layer || layer.kind === 'mask') return document.getState()
  return transformedRegion(bitmaps.get(transform.source.bitmap), sourceTransform(transform, frame))
}

/** Whether it is more than memory holds several copies of. */
export const isTooLarge = ({ width, height }: { readonly width: number; readonly height: number }): boolean =>
  width * height > maxPixels

const sameFrame = (a: Frame, b: Frame) =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height && a.angle === b.angle

/** Whether a layer is only moved, by whole pixels; it keeps its bytes then. */
const isMove = (start: Frame, { x, y, width, height, angle }: Frame) =>
  width === start.width &&
  height === start.height &&
  angle === 0 &&
  Number.isInteger(x - start.x) &&
  Number.isInteger(y - start.y)

function movedLayer(
  { bitmaps }: TransformContext,
  { kind }: Layer,
  { source, start }: LayerTransform,
  frame: Frame,
): Placed {
  const [x, y] = [frame.x - start.x, frame.y - start.y]
  if (kind !== 'mask') return { bitmap: source.bitmap, x: source.x + x, y: source.y + y }
  // A mask covers the canvas exactly, so its content moves.
  const mask = bitmaps.mask(source.bitmap)
  const moved = withMask(emptyBitmap(mask.width, mask.height, 1), maskFromTiled(mask), x, y)
  return { ...source, bitmap: bitmaps.add(moved) }
}

function drawnAnew(
  { bitmaps }: TransformContext,
  { kind }: Layer,
  transform: LayerTransform,
  frame: Frame,
): Placed {
  const { source, start } = transform
  if (kind === 'mask') {
    const mask = bitmaps.mask(source.bitmap)
    return { ...source, bitmap: bitmaps.add(transformedMask(mask, start, frame)) }
  }
  const before = bitmaps.picture(source.bitmap)
  const affine = sourceTransform(transform, frame)
  const region = transformedRegion(before, affine)
  const pixels = transformPixels(pixelsFromTiled(before), affine, region)
  return { bitmap: bitmaps.add(tiledFromPixels(pixels)), x: region.left, y: region.top }
}

/** The content of a mask, which lies within `start`, taken to another frame and cut to the canvas. */
function transformedMask(mask: TiledMask, start: Frame, frame: Frame): TiledMask {
  const content = {
    left: start.x - start.width / 2,
    top: start.y - start.height / 2,
    width: start.width,
    height: start.height,
  }
  const affine = composeAffine(frameTransform(start, frame), translation(content.left, content.top))
  const canvas = { left: 0, top: 0, width: mask.width, height: mask.height }
  const region = intersectRegions(transformedRegion(content, affine), canvas)
  const coverage = asAlpha(maskFromTiled(mask, content))
  const { data } = transformPixels(coverage, affine, region)
  const out = { width: region.width, height: region.height, data: new Uint8Array(data.length / 4) }
  for (let at = 0; at < out.data.length; at++) out.data[at] = data[at * 4 + 3] as number
  return withMask(emptyBitmap(mask.width, mask.height, 1), out, region.left, region.top)
}

/** A mask as the alpha of a picture, which transforms as pictures do. */
function asAlpha({ width, height, data }: ReturnType<typeof maskFromTiled>): Pixels {
  const out = new Uint8ClampedArray(data.length * 4)
  for (let at = 0; at < data.length; at++) out[at * 4 + 3] = data[at] as number
  return { width, height, data: out }
}

/** Enter: the layer stays as it is, and the next drag is a step of its own. */
export const endTransform = ({ view }: Pick<TransformContext, 'view'>): void =>
  view.setState({ transform: undefined })

/** Escape: the layer is again as it was before it was resized or turned. */
export function undoTransform(context: TransformContext): void {
  if (!isTransforming(context)) return
  context.history.undo()
  endTransform(context)
}

/** Whether the last step is a transform that goes on. */
export function isTransforming(context: TransformContext): boolean {
  const { tool, transform } = context.view.getState()
  if (tool !== 'move' || transform?.gesture === undefined || currentTransform(context) !== transform)
    return false
  const { history } = context
  const { position } = history.store.getState()
  const steps = history.steps()
  return position === steps.length && steps[position - 1]?.gesture === transform.gesture
}
