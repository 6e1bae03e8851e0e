// What a word made, as light: the rest of the picture is dark.
import type { Region } from '../shared/pixels'
import type { MappedWords } from '../state/jobs'
import type { ViewState } from '../state/view'
import { lightOf } from './kernels/toldApart'

/** How dark it is where the word has no part at all. */
const darkness = 0.8

let last: { readonly maps: Float32Array; readonly word: number; readonly shade: OffscreenCanvas } | undefined

/** Darkens what the shown word did not make, in CSS pixels of the viewport. */
export function drawWord(
  context: CanvasRenderingContext2D,
  { wordsOf, word, scale, x, y }: Pick<ViewState, 'wordsOf' | 'word' | 'scale' | 'x' | 'y'>,
  maps: MappedWords | undefined,
  /** The result or layer that is on show. */
  shown: string | undefined,
): void {
  if (!maps || word === undefined || wordsOf !== maps.of || shown !== maps.of) return
  const { left, top, width, height }: Region = maps.place
  context.save()
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  context.beginPath()
  context.rect(x + left * scale, y + top * scale, width * scale, height * scale)
  context.clip()
  context.drawImage(shadeOf(maps, word), x + left * scale, y + top * scale, width * scale, height * scale)
  context.restore()
}

function shadeOf(maps: MappedWords, word: number): OffscreenCanvas {
  if (last?.maps === maps.maps && last.word === word) return last.shade
  const { width, height, data } = lightOf(maps, word)
  const shade = new OffscreenCanvas(width, height)
  const image = new ImageData(width, height)
  for (let at = 0; at < data.length; at++) image.data[at * 4 + 3] = 255 * darkness * (1 - data[at]!)
  shade.getContext('2d')?.putImageData(image, 0, 0)
  last = { maps: maps.maps, word, shade }
  return shade
}
