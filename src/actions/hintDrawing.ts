// What a hint is drawn on and with, so that it is what its network was trained on.
import { composePicture } from '../canvas/composePicture'
import { scaling } from '../canvas/kernels/affine'
import { rgbFromHex } from '../canvas/kernels/colour'
import { transformPixels } from '../canvas/kernels/transformPixels'
import type { Editor } from '../engine/editor'
import { inPatches, patchCounts } from '../shared/colourPatches'
import type { HintKind } from '../shared/hintKind'
import { emptyPixels, type Pixels } from '../shared/pixels'
import { kindsFor } from '../shared/segmentColours'
import type { DocumentState } from '../state/document'
import { widestPen, type ToolSettings } from '../state/settings'

type Size = Pick<DocumentState, 'width' | 'height'>

interface HintDrawing {
  /** What the layer begins as. */
  readonly start: (size: Size) => Pixels
  /** Of the layer, through which the picture is seen to be traced; the guide sees it in full. */
  readonly opacity: number
  /** Of the pen, as a share of the canvas's shorter side. */
  readonly pen: number
  readonly colour?: string
}

/** Of a pen that draws areas. */
const wide = 1 / 8

const onBlack = (pen: number): HintDrawing => ({
  start: (size) => filled(size, () => '#000000'),
  opacity: 0.75,
  pen,
  colour: '#ffffff',
})

/** How a hint of a kind is drawn over the document. */
export function hintDrawing(
  kind: HintKind,
  network: string,
  { document, bitmaps }: Pick<Editor, 'document' | 'bitmaps'>,
): HintDrawing {
  switch (kind) {
    case 'canny':
      return onBlack(1 / 128)
    case 'scribble':
      return onBlack(1 / 64)
    case 'depth':
      return onBlack(wide)
    case 'segmentation': {
      const [sky, ground, thing] = kindsFor(network).map(({ colour }) => colour)
      return {
        start: (size) => filled(size, (y) => (2 * y < size.height ? sky! : ground!)),
        opacity: 0.75,
        pen: wide,
        colour: thing!,
      }
    }
    case 'colour':
      return {
        start: (size) => patchesOf(composePicture({ ...document.getState(), ...size }, bitmaps)),
        opacity: 1,
        pen: wide,
      }
  }
}

/** The pen's settings for a drawing on a canvas of a size. */
export const penFor = ({ pen, colour }: HintDrawing, { width, height }: Size): Partial<ToolSettings> => ({
  penSize: Math.min(widestPen, Math.max(1, Math.round(Math.min(width, height) * pen))),
  ...(colour !== undefined && { colour }),
})

/** @param colourOf of a row, as "#rrggbb" */
function filled({ width, height }: Size, colourOf: (y: number) => string): Pixels {
  const pixels = emptyPixels(width, height)
  for (let y = 0; y < height; y++) {
    const { r, g, b } = rgbFromHex(colourOf(y))!
    for (let x = 0; x < width; x++) pixels.data.set([r, g, b, 255], (y * width + x) * 4)
  }
  return pixels
}

/** A picture in patches, white where it is empty. */
function patchesOf(picture: Pixels): Pixels {
  const { width, height } = picture
  const { across, down } = patchCounts(picture)
  const { data } = transformPixels(picture, scaling(across / width, down / height), {
    left: 0,
    top: 0,
    width: across,
    height: down,
  })
  const onWhite = emptyPixels(across, down)
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3]!
    for (let c = 0; c < 3; c++) onWhite.data[at + c] = (data[at + c]! * alpha + 255 * (255 - alpha)) / 255
    onWhite.data[at + 3] = 255
  }
  return inPatches(picture, onWhite)
}
