// The seven passes of an interlaced PNG (Adam7): first every eighth pixel of every eighth row, at last every second row.

export interface Pass {
  readonly left: number
  readonly top: number
  /** Pixels of the picture between two of the pass. */
  readonly stepX: number
  readonly stepY: number
  /** Pixels of the pass. */
  readonly width: number
  readonly height: number
}

const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** The passes of a picture that hold any pixel; a single one where it is not interlaced. */
export function passesOf({
  width,
  height,
  interlaced,
}: {
  readonly width: number
  readonly height: number
  readonly interlaced: boolean
}): Pass[] {
  if (!interlaced) return [{ left: 0, top: 0, stepX: 1, stepY: 1, width, height }]
  return adam7
    .map(([left, top, stepX, stepY]) => ({
      left,
      top,
      stepX,
      stepY,
      width: Math.ceil((width - left) / stepX),
      height: Math.ceil((height - top) / stepY),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0)
}
