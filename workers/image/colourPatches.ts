// Patches of colour as T2I-Adapter's colour network is trained on them (Mou et al. 2023, arXiv:2302.08453): the picture at an eighth of
// each side in eight squares, 64 pixels each at Stable Diffusion's 512.
import type { Pixels } from '../../src/shared/pixels'
import { overWhite } from './overWhite'
import { resize } from './resample'

/** Patches along the shorter side. */
const patches = 8
/** Of 255: what compression makes of one colour. */
const same = 12

/** The picture in patches, each of its mean colour: brought down by Pillow's bicubic filter, and up by the nearest. */
export function colourPatches(picture: Pixels): Pixels {
  const { across, down } = countsOf(picture)
  const { data } = resize(overWhite(picture), across, down, 'bicubic')
  return mapped(picture, (column, row) =>
    data.subarray((row * across + column) * 4, (row * across + column) * 4 + 4),
  )
}

/** Whether nearly all of it has the colour of the middle of its patch. */
export function isInPatches(picture: Pixels): boolean {
  const { width, height, data } = picture
  const { across, down } = countsOf(picture)
  const flat = mapped(picture, (column, row) => {
    const at =
      Math.floor(((row + 0.5) * height) / down) * width + Math.floor(((column + 0.5) * width) / across)
    return data.subarray(at * 4, at * 4 + 4)
  })
  let others = 0
  for (let at = 0; at < data.length; at += 4)
    if ([0, 1, 2, 3].some((c) => Math.abs(data[at + c]! - flat.data[at + c]!) > same)) others++
  return others < 0.02 * width * height
}

const countsOf = ({ width, height }: Pixels) => {
  const side = Math.min(width, height) / patches
  return { across: Math.round(width / side), down: Math.round(height / side) }
}

/** A picture of the same size whose patches have the colours given. */
function mapped(
  { width, height }: Pixels,
  colourOf: (column: number, row: number) => Uint8ClampedArray,
): Pixels {
  const { across, down } = countsOf({ width, height, data: new Uint8ClampedArray() })
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data.set(
        colourOf(Math.floor(((x + 0.5) * across) / width), Math.floor(((y + 0.5) * down) / height)),
        (y * width + x) * 4,
      )
  return { width, height, data }
}
