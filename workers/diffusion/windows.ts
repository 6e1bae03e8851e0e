// Windows that cover a part of the canvas, in latent pixels, and the weights with which they fade into one another.
import type { View } from './views'

export interface Windows {
  readonly side: number
  /** From one window to the next, at most `side`. */
  readonly stride: number
  /** Share of a window over which its weight rises from its border, 0 (none) to 1 (up to its middle). */
  readonly feather: number
  /** Whether windows go on beyond the right edge, where the left one begins. */
  readonly circular: boolean
}

/** The view in windows, row by row. What names it, its branches and its start, holds for each of them. */
export function cutIntoWindows(view: View, { side, stride, feather, circular }: Windows): View[] {
  const height = Math.min(side, view.height)
  const width = Math.min(side, view.width)
  const tops = starts(view.height, height, stride)
  const lefts = circular ? startsAround(view.width, stride) : starts(view.width, width, stride)
  const { weight: _, ...rest } = view
  return tops.flatMap((top) =>
    lefts.map((left) => {
      const weight = weights({ top, left, height, width }, feather, view)
      return {
        ...rest,
        top: view.top + top,
        left: view.left + left,
        height,
        width,
        ...(weight && { weight }),
      }
    }),
  )
}

/** One every `stride` pixels; the last lies flush with the end, so that nothing is left over (diffusers leaves it at 0). */
export function starts(extent: number, window: number, stride: number): number[] {
  const all: number[] = []
  for (let at = 0; at + window < extent; at += stride) all.push(at)
  return [...all, extent - window]
}

/** As many as are needed all the way round, evenly spread. */
function startsAround(extent: number, stride: number): number[] {
  const count = Math.ceil(extent / stride)
  return Array.from({ length: count }, (_, index) => Math.floor((index * extent) / count))
}

/** A window's own weights times those of the view that it is cut from; none where both are 1 everywhere. */
function weights(
  { top, left, height, width }: View,
  feather: number,
  { weight: outer, width: columns }: View,
): Float32Array | undefined {
  if (feather === 0 && !outer) return undefined
  return Float32Array.from({ length: height * width }, (_, at) => {
    const [y, x] = [Math.floor(at / width), at % width]
    const own = ramp(y, height, feather) * ramp(x, width, feather)
    return own * (outer?.[(top + y) * columns + ((left + x) % columns)] ?? 1)
  })
}

/** Rises in equal steps from the border, 1 behind the rim; never 0, so that a pixel below one window only keeps its value. */
function ramp(at: number, extent: number, feather: number): number {
  const rim = (feather * extent) / 2
  return Math.min(1, (Math.min(at, extent - 1 - at) + 1) / (rim + 1))
}
