// Moves, resizes and turns the active layer. Idle, then dragging one grip of its frame; one drag is one step.
import { activeLayerOf, withLayer, type Layer } from '../../../state/document'
import type { Affine } from '../../kernels/affine'
import { withMask } from '../../kernels/bitmapDraft'
import { edgeHandles, handlePoint } from '../../kernels/boxHandles'
import type { Point } from '../../kernels/fillPolygon'
import { rectanglePolygon, type Box } from '../../kernels/shapes'
import { emptyBitmap, maskFromTiled, pixelsFromTiled, tiledFromPixels } from '../../kernels/tiledBitmap'
import { transformedRegion, transformPixels } from '../../kernels/transformPixels'
import { toScreen } from '../../kernels/viewTransform'
import { drawGrip } from '../grip'
import { drawOutline } from '../outline'
import type { CreateTool, ToolContext, ToolPointer } from '../tool'
import { draggedTransform, gripAt, turnPoint, type Grip } from './layerTransform'

/** CSS pixels within which a grip catches. */
const reach = 10

interface Dragging {
  readonly layer: Layer
  readonly box: Box
  readonly grip: Grip
  readonly from: Point
}

export const createMoveLayer: CreateTool = (context) => {
  let dragging: Dragging | undefined
  const scale = () => context.view.getState().scale

  const transformFor = ({ box, grip, from }: Dragging, pointer: ToolPointer) =>
    draggedTransform(box, grip, from, pointer, pointer)

  function end(): Dragging | undefined {
    const ended = dragging
    if (ended) context.showTransformed(ended.layer.id, undefined)
    dragging = undefined
    return ended
  }

  return {
    cursor: 'move',
    down(pointer) {
      const layer = activeLayerOf(context.document.getState())
      if (!layer?.visible) return
      const box = boxOf(layer, context)
      const found = gripAt(box, pointer, scale(), reach / scale())
      // A mask covers the canvas exactly, so it is moved only; and a layer may be dragged from outside of its frame.
      const grip = layer.kind === 'mask' ? 'inside' : (found ?? 'inside')
      dragging = { layer, box, grip, from: { x: pointer.x, y: pointer.y } }
    },
    move(pointer) {
      if (dragging) context.showTransformed(dragging.layer.id, transformFor(dragging, pointer))
    },
    up(pointer) {
      const ended = end()
      if (ended) commit(context, ended, transformFor(ended, pointer))
    },
    cancel: end,
    drawOverlay(canvas, placement) {
      const layer = activeLayerOf(context.document.getState())
      if (!layer?.visible || layer.kind === 'mask' || dragging) return
      const box = boxOf(layer, context)
      drawOutline(canvas, placement, rectanglePolygon(box), { closed: true })
      for (const handle of edgeHandles)
        drawGrip(canvas, toScreen(placement, handlePoint(box, handle)), 'square')
      drawGrip(canvas, toScreen(placement, turnPoint(box, placement.scale)), 'round')
    },
  }
}

function boxOf({ bitmap, x, y }: Layer, { bitmaps }: ToolContext): Box {
  const { width, height } = bitmaps.get(bitmap)
  return { left: x, top: y, right: x + width, bottom: y + height }
}

function commit(
  { document, bitmaps, history }: ToolContext,
  { layer, grip }: Dragging,
  transform: Affine,
): void {
  const state = document.getState()
  if (grip === 'inside') {
    const place = { x: transform.e, y: transform.f }
    if (place.x === layer.x && place.y === layer.y) return
    if (layer.kind !== 'mask') return history.commit('history.moveLayer', withLayer(state, layer.id, place))
    const mask = bitmaps.mask(layer.bitmap)
    const moved = withMask(emptyBitmap(mask.width, mask.height, 1), maskFromTiled(mask), place.x, place.y)
    return history.commit('history.moveLayer', withLayer(state, layer.id, { bitmap: bitmaps.add(moved) }))
  }
  const before = bitmaps.picture(layer.bitmap)
  const region = transformedRegion(before, transform)
  const pixels = transformPixels(pixelsFromTiled(before), transform, region)
  const change = { bitmap: bitmaps.add(tiledFromPixels(pixels)), x: region.left, y: region.top }
  history.commit('history.transformLayer', withLayer(state, layer.id, change))
}
