// The part of the picture that the mask covers, with soft edges.
import type { Editor } from '../engine/editor'
import { composeMask, composePicture } from '../canvas/composePicture'
import { invertMask, wholeMask } from '../canvas/kernels/mask'
import { maskBounds } from '../canvas/kernels/maskBounds'
import { eraseColour } from '../canvas/kernels/paintColour'
import { emptyPixels, type Pixels, type Region } from '../shared/pixels'
import { activeLayerOf, isPicture, type DocumentState, type Layer } from '../state/document'

/** Pixels and where they lie on the canvas. */
export interface Part {
  readonly pixels: Pixels
  readonly place: Region
}

/** The picture that commands are about: the active layer where it is one that is seen. */
export function activePicture(state: DocumentState): Layer | undefined {
  const layer = activeLayerOf(state)
  return layer && isPicture(layer) && layer.visible ? layer : undefined
}

/** What the edit's masks cover of the active picture, else of all that is seen; undefined where that is nothing. */
export function maskedPart({ document, bitmaps }: Pick<Editor, 'document' | 'bitmaps'>): Part | undefined {
  const state = document.getState()
  const mask = composeMask(state, bitmaps)
  if (!mask) return undefined
  const layer = activePicture(state)
  // As the layer's own pixels are, whatever it is laid over with.
  const { blend: _, ...plain } = layer ?? {}
  const layers = layer ? [{ ...plain, opacity: 1 } as Layer] : state.layers
  const seen = composePicture({ ...state, layers }, bitmaps)
  const whole = { left: 0, top: 0, width: seen.width, height: seen.height }
  eraseColour({ ...whole, data: seen.data }, wholeMask(invertMask(mask)))
  const place = maskBounds(mask)
  return { pixels: partOf(seen, place), place }
}

function partOf({ width, data }: Pixels, place: Region): Pixels {
  const part = emptyPixels(place.width, place.height)
  for (let y = 0; y < place.height; y++) {
    const from = ((place.top + y) * width + place.left) * 4
    part.data.set(data.subarray(from, from + place.width * 4), y * place.width * 4)
  }
  return part
}
