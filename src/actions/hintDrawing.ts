// What a hint is drawn on and with, so that it is what its network was trained on.
import { composePicture } from '../canvas/composePicture'
import { scaling } from '../canvas/kernels/affine'
import { transformPixels } from '../canvas/kernels/transformPixels'
import type { Editor } from '../engine/editor'
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
/** Patches along the shorter side, as workers/image/colourPatches.ts makes them. */
const patches = 8

const onBlack = (pen: number): HintDrawing => ({
  start: (size) => filled(size, () => [0, 0, 0]),
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
      const [above, below] = [rgbOf(sky!), rgbOf(ground!)]
      return {
        start: (size) => filled(size, (y) => (2 * y < size.height ? above : below)),
        opacity: 0.75,
        pen: wide,
        colour: thing!,
      }
    }
    case 'colour':
      return {
        start: (size) => inPatches(composePicture({ ...document.getState(), ...size }, bitmaps)),
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

type Colour = readonly [red: number, green: number, blue: number]

function rgbOf(colour: string): Colour {
  const value = Number.parseInt(colour.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

function filled({ width, height }: Size, colourOf: (y: number) => Colour): Pixels {
  const pixels = emptyPixels(width, height)
  for (let at = 0; at < width * height; at++)
    pixels.data.set([...colourOf(Math.floor(at / width)), 255], at * 4)
  return pixels
}

/** A picture in patches, white where it is empty. */
function inPatches(picture: Pixels): Pixels {
  const { width, height } = picture
  const side = Math.min(width, height) / patches
  const [across, down] = [Math.round(width / side), Math.round(height / side)]
  const small = transformPixels(picture, scaling(across / width, down / height), {
    left: 0,
    top: 0,
    width: across,
    height: down,
  })
  const out = emptyPixels(width, height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = Math.floor(((y + 0.5) * down) / height) * across + Math.floor(((x + 0.5) * across) / width)
      const [r, g, b, a] = small.data.subarray(from * 4, from * 4 + 4) as unknown as [number, ...Colour]
      out.data.set(
        [r, g, b].map((value) => (value * a + 255 * (255 - a)) / 255).concat(255),
        (y * width + x) * 4,
      )
    }
  return out
}
