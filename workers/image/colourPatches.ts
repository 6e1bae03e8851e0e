// Patches of colour as T2I-Adapter's colour network is trained on them (Mou et al. 2023, arXiv:2302.08453): the picture at an eighth of
// each side in eight squares, 64 pixels each at Stable Diffusion's 512.
import { inPatches, patchCounts } from '../../src/shared/colourPatches'
import { emptyPixels, type Pixels } from '../../src/shared/pixels'
import { overWhite } from './overWhite'
import { resize } from './resample'

/** Of 255: what compression makes of one colour. */
const same = 12

/** The picture in patches, each of its mean colour: brought down by Pillow's bicubic filter, and up by the nearest. */
export function colourPatches(picture: Pixels): Pixels {
  const { across, down } = patchCounts(picture)
  return inPatches(picture, resize(overWhite(picture), across, down, 'bicubic'))
}

/** Whether nearly all of it has the colour of the middle of its patch. */
export function isInPatches(picture: Pixels): boolean {
  const { width, height, data } = picture
  const { across, down } = patchCounts(picture)
  const middles = emptyPixels(across, down)
  for (let row = 0; row < down; row++)
    for (let column = 0; column < across; column++) {
      const at =
        Math.floor(((row + 0.5) * height) / down) * width + Math.floor(((column + 0.5) * width) / across)
      middles.data.set(data.subarray(at * 4, at * 4 + 4), (row * across + column) * 4)
    }
  const flat = inPatches(picture, middles)
  let others = 0
  for (let at = 0; at < data.length; at += 4)
    if ([0, 1, 2, 3].some((c) => Math.abs(data[at + c]! - flat.data[at + c]!) > same)) others++
  return others < 0.02 * width * height
}
