// Pictures in rows and columns, each row and column with its label, as one picture.
import type { Pixels } from '../shared/pixels'

interface GridLabels {
  /** What varies: "Steps". */
  readonly across: string
  readonly down?: string
  readonly columns: readonly string[]
  readonly rows: readonly string[]
}

export interface GridLayout {
  /** A field's size in pixels. */
  readonly field: { readonly width: number; readonly height: number }
  /** Of the labels, in pixels. */
  readonly font: number
  /** Room for the labels of rows and columns. */
  readonly left: number
  readonly top: number
  readonly gap: number
  readonly width: number
  readonly height: number
}

/** Pixels along a side of the whole picture: more than this some programs cannot open. */
const longestSide = 8192

/**
 * Where everything lies.
 * @param picture the size of one, in pixels
 * @param widest of the rows' labels, as a multiple of the font's size
 */
export function gridLayout(
  picture: { readonly width: number; readonly height: number },
  { columns, rows }: { readonly columns: number; readonly rows: number },
  widest: number,
): GridLayout {
  const room = Math.min(longestSide / (columns * picture.width), longestSide / (rows * picture.height))
  // The labels and gaps take a tenth at most.
  const scale = Math.min(1, room * 0.9)
  const field = {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
  }
  const font = Math.max(9, Math.round(Math.min(field.width, field.height) / 10))
  const gap = Math.max(2, Math.round(font / 3))
  const left =
    rows === 1 && widest === 0 ? gap : Math.round(Math.min(widest * font, field.width / 2)) + 3 * gap
  const top = Math.round(3.4 * font)
  return {
    field,
    font,
    left,
    top,
    gap,
    width: left + columns * (field.width + gap),
    height: top + rows * (field.height + gap),
  }
}

/** The place of a field's top left corner. */
export const fieldPlace = ({ left, top, field, gap }: GridLayout, column: number, row: number) => ({
  x: left + column * (field.width + gap),
  y: top + row * (field.height + gap),
})

/**
 * Draws a grid, dark on white.
 * @param pictures row by row, of one size; undefined where there is none
 */
export function drawGrid(pictures: readonly (Pixels | undefined)[], labels: GridLabels): Pixels {
  const first = pictures.find((picture) => picture !== undefined)
  if (!first) throw new RangeError('A grid without a picture was to be drawn.')
  const { columns, rows } = labels
  const measure = new OffscreenCanvas(1, 1).getContext('2d')!
  measure.font = '100px sans-serif'
  const widest = Math.max(
    0,
    ...[...rows, labels.down ?? ''].map((text) => measure.measureText(text).width / 100),
  )
  const layout = gridLayout(first, { columns: columns.length, rows: rows.length }, widest)
  const canvas = new OffscreenCanvas(layout.width, layout.height)
  const context = canvas.getContext('2d')!
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, layout.width, layout.height)
  context.imageSmoothingQuality = 'high'
  pictures.forEach((picture, at) => {
    if (!picture) return
    const { x, y } = fieldPlace(layout, at % columns.length, Math.floor(at / columns.length))
    const own = new OffscreenCanvas(picture.width, picture.height)
    own
      .getContext('2d')!
      .putImageData(new ImageData(picture.data.slice(), picture.width, picture.height), 0, 0)
    context.drawImage(own, x, y, layout.field.width, layout.field.height)
  })
  drawLabels(context, layout, labels)
  const { data } = context.getImageData(0, 0, layout.width, layout.height)
  return { width: layout.width, height: layout.height, data }
}

function drawLabels(
  context: OffscreenCanvasRenderingContext2D,
  layout: GridLayout,
  labels: GridLabels,
): void {
  const { field, font, gap, left, top, width } = layout
  context.fillStyle = '#1c1c1c'
  context.textBaseline = 'middle'
  context.textAlign = 'center'
  const say = (text: string, x: number, y: number, most: number, style = '') => {
    context.font = `${style} ${font}px sans-serif`
    context.fillText(shortened(context, text, most), x, y)
  }
  say(labels.across, left + (width - left - gap) / 2, font, width - left - gap, '600')
  labels.columns.forEach((text, column) => {
    const { x } = fieldPlace(layout, column, 0)
    say(text, x + field.width / 2, top - font, field.width)
  })
  context.textAlign = 'left'
  if (labels.down !== undefined) say(labels.down, gap, top - font, left - 2 * gap, '600')
  labels.rows.forEach((text, row) => {
    const { y } = fieldPlace(layout, 0, row)
    say(text, gap, y + field.height / 2, left - 2 * gap)
  })
}

function shortened(context: OffscreenCanvasRenderingContext2D, text: string, most: number): string {
  if (context.measureText(text).width <= most) return text
  let kept = text
  while (kept !== '' && context.measureText(`${kept}…`).width > most) kept = kept.slice(0, -1)
  return `${kept}…`
}
