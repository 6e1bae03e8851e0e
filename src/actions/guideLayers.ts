// Layers that guides name: masks of their own, and pictures that are no part of what is edited.
import type { Editor } from '../engine/editor'
import { scaling } from '../canvas/kernels/affine'
import { sameShape } from '../canvas/kernels/sameShape'
import { tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import { transformPixels } from '../canvas/kernels/transformPixels'
import { enlargeOf } from '../engine/upscaling'
import { generatedSize } from '../engine/workingSize'
import { chooseFile } from '../files/fileDialogs'
import { openToBeScaled } from '../files/scaledDown'
import type { DrawnHint } from '../shared/hintKind'
import type { Pixels } from '../shared/pixels'
import { emptyDocument, isOpen, withNewLayer, type DocumentState, type Layer } from '../state/document'
import { summaryOf } from '../state/jobs'
import { changeTools } from '../state/settings'
import { hintDrawing, penFor } from './hintDrawing'
import { addEmptyLayer } from './layering'

/** Whether there is something to draw on, or there can be: a new picture's canvas is as large as the picture will be. */
export const canDraw = ({ document, settings, jobs }: Editor): boolean =>
  isOpen(document.getState()) || newCanvas({ settings, jobs }) !== undefined

/** The size of the picture that the panel would make, where it makes a new one. */
function newCanvas({ settings, jobs }: Pick<Editor, 'settings' | 'jobs'>) {
  const { draft } = settings.getState()
  const checkpoint = summaryOf(jobs.getState(), draft.checkpoint.generate)
  if (draft.mode !== 'generate' || !checkpoint) return undefined
  const { width, height } = generatedSize(draft, checkpoint)
  const factor = enlargeOf(draft, checkpoint)
  return { name: 'picture', width: width * factor, height: height * factor }
}

/** Where nothing is open, an empty canvas is. Undoing the layer's step closes it again. */
const openCanvas = (editor: Editor) => (isOpen(editor.document.getState()) ? undefined : newCanvas(editor))

/** A new mask for a guide, ready to be painted. @returns the layer's id */
export function paintGuideMask(editor: Editor, name: string): string {
  const id = addEmptyLayer(editor, 'mask', { forGuides: true, name, canvas: openCanvas(editor) })
  editor.view.setState({ tool: 'mask-brush', showMasks: true, candidate: undefined })
  return id
}

/**
 * A new sketch for a guide, no part of the picture, ready to be drawn. @returns the layer's id
 * @param hint what it is to be; absent: a drawing on transparent ground
 */
export function drawGuidePicture(editor: Editor, name: string, hint?: DrawnHint): string {
  const drawing = hint && hintDrawing(hint.kind, hint.network, editor)
  const id = addEmptyLayer(editor, 'sketch', {
    forGuides: true,
    name,
    canvas: openCanvas(editor),
    ...(drawing && { start: drawing.start, opacity: drawing.opacity }),
  })
  if (drawing) changeTools(editor.settings, penFor(drawing, editor.document.getState()))
  editor.view.setState({ tool: 'sketch-pen', candidate: undefined })
  return id
}

/** A picture from a file, for a guide. @returns the layer's id; undefined when none was chosen */
export async function openGuidePicture(editor: Editor): Promise<string | undefined> {
  try {
    const chosen = await chooseFile('picture')
    if (!chosen) return undefined
    const { name, pixels } = await openToBeScaled(chosen.file)
    return addGuidePicture(editor, name, pixels)
  } catch (error) {
    editor.fail(error)
    return undefined
  }
}

/**
 * A picture as a hidden layer that only guides see. One of the canvas's proportions lies over the canvas; any other stays as it is.
 * It gives the canvas its size where none is open.
 */
function addGuidePicture(editor: Editor, name: string, pixels: Pixels): string {
  const { document, bitmaps, history } = editor
  const state = document.getState()
  const base: DocumentState = isOpen(state)
    ? state
    : { ...emptyDocument, name, width: pixels.width, height: pixels.height }
  const fitted = sameShape(pixels, base) ? resized(pixels, base) : pixels
  const layer: Layer = {
    id: crypto.randomUUID(),
    kind: 'image',
    name,
    bitmap: bitmaps.add(tiledFromPixels(fitted)),
    visible: false,
    opacity: 1,
    x: 0,
    y: 0,
    forGuides: true,
  }
  // Nobody asked for another layer to work on.
  const activeLayer = base.activeLayer ?? layer.id
  history.commit('history.addLayer', { ...withNewLayer(base, layer), activeLayer })
  return layer.id
}

function resized(pixels: Pixels, { width, height }: Pick<DocumentState, 'width' | 'height'>): Pixels {
  if (pixels.width === width && pixels.height === height) return pixels
  const grow = scaling(width / pixels.width, height / pixels.height)
  return transformPixels(pixels, grow, { left: 0, top: 0, width, height })
}
