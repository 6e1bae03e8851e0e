// Makes the whole picture larger or smaller, with all that lies on it.
import type { Editor } from '../engine/editor'
import { scaleMask } from '../canvas/kernels/scaleMask'
import { scalePixels } from '../canvas/kernels/scalePixels'
import {
  maskFromTiled,
  pixelsFromTiled,
  tiledFromMask,
  tiledFromPixels,
  type TiledBitmap,
  type TiledMask,
  type TiledPixels,
} from '../canvas/kernels/tiledBitmap'
import { checkPictureSize } from '../shared/pictureLimits'
import type { Region } from '../shared/pixels'

interface Size {
  readonly width: number
  readonly height: number
}

/** Resamples the layers and masks, as one step. Results that wait are laid over the same part of the picture. */
export function resizePicture({ document, bitmaps, history, view, fail }: Editor, size: Size): void {
  const state = document.getState()
  try {
    checkPictureSize(size.width, size.height)
  } catch (error) {
    return fail(error)
  }
  const layers = state.layers.map((layer) => {
    const { bitmap, x, y } = layer
    const before = bitmaps.get(bitmap)
    const { width, height } = before
    const place = scaledRegion({ left: x, top: y, width, height }, state, size)
    return { ...layer, bitmap: bitmaps.add(scaledBitmap(before, place)), x: place.left, y: place.top }
  })
  const candidates = state.candidates.map((candidate) => ({
    ...candidate,
    place: scaledRegion(candidate.place, state, size),
  }))
  history.commit('history.resize', { ...state, ...size, layers, candidates })
  view.setState({ crop: undefined, cropAspect: undefined, transform: undefined })
}

/** Whole pixels; what covers the canvas covers it afterwards. */
function scaledRegion({ left, top, width, height }: Region, from: Size, to: Size): Region {
  const [across, down] = [to.width / from.width, to.height / from.height]
  const [x, y] = [Math.round(left * across), Math.round(top * down)]
  return {
    left: x,
    top: y,
    width: Math.max(1, Math.round((left + width) * across) - x),
    height: Math.max(1, Math.round((top + height) * down) - y),
  }
}

function scaledBitmap(bitmap: TiledBitmap, { width, height }: Size): TiledBitmap {
  if (bitmap.channels === 1)
    return tiledFromMask(scaleMask(maskFromTiled(bitmap as TiledMask), width, height))
  return tiledFromPixels(scalePixels(pixelsFromTiled(bitmap as TiledPixels), width, height))
}
