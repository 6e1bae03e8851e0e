// Cuts what is too large for one run into tiles of one size. Each reads so much beside what it keeps that what it keeps is what the
// whole would have there.

/** A tile in one direction. */
export interface Span {
  /** What is read. */
  readonly start: number
  readonly end: number
  /** What is kept of the result, in pixels of what is read. */
  readonly from: number
  readonly to: number
}

export interface Tile {
  readonly rows: Span
  readonly columns: Span
}

export interface Reach {
  /** Pixels of the result for one that is read. */
  readonly scale: number
  /** Pixels around one that is read on which its result depends. */
  readonly halo: number
}

/** Spans of one length that cover `extent`, each with `halo` beside what it keeps, except at the edges. */
export function spansOf(extent: number, length: number, halo: number): readonly Span[] {
  if (length >= extent) return [{ start: 0, end: extent, from: 0, to: extent }]
  const spans: Span[] = []
  for (let from = 0; from < extent;) {
    const start = Math.min(Math.max(0, from - halo), extent - length)
    const end = start + length
    const to = end === extent ? extent : end - halo
    spans.push({ start, end, from, to })
    from = to
  }
  return spans
}

interface Tiles {
  readonly rows: readonly Span[]
  readonly columns: readonly Span[]
  /** Of each tile. */
  readonly height: number
  readonly width: number
}

/**
 * Tiles of about `pixels`, more where the halo wants them. Where the result is smaller than what is read, they begin at its pixels.
 * @param size a multiple of those
 */
export function tilesOf(
  size: { readonly height: number; readonly width: number },
  { scale, halo }: Reach,
  pixels: number,
): Tiles {
  const multiple = Math.max(1, 1 / scale)
  const upTo = (length: number) => Math.ceil(length / multiple) * multiple
  const beside = upTo(halo)
  /** As few as cover it, none larger than they need to be. */
  const fitting = (extent: number, length: number) => {
    const most = Math.max(4 * beside + multiple, Math.floor(length / multiple) * multiple)
    if (most >= extent) return extent
    const count = Math.ceil((extent - 2 * beside) / (most - 2 * beside))
    return upTo((extent - 2 * beside) / count) + 2 * beside
  }
  const width = fitting(size.width, Math.sqrt(pixels))
  const height = fitting(size.height, pixels / width)
  return {
    rows: spansOf(size.height, height, beside),
    columns: spansOf(size.width, width, beside),
    height,
    width,
  }
}
