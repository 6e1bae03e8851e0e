// Pictures and captions as a trainer wants them.
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import { posteriorDeviation } from '../diffusion/posteriorDeviation'
import { tensorFromPixels } from '../image/pixelTensor'
import { cropPixels, workingRegion } from '../image/placement'
import { resize } from '../image/resample'
import { scale } from '../tensor/arithmetic'
import { tensor, type Tensor } from '../tensor/tensor'
import type { EncodedPicture } from './dataset'
import { messages } from './messages'

/** Below this a picture holds too little to learn from. */
const smallestSide = 64

export interface Encoder {
  encodeImage(image: Tensor): Promise<{ readonly mean: Tensor; readonly logVariance?: Tensor }>
  readonly scalingFactor: number
}

export interface CaptionedPicture {
  readonly name: string
  readonly pixels: Pixels
  readonly caption: Int32Array
  readonly share: number
}

/**
 * The middle of each picture at working size, encoded once; with `flip`, mirrored as well.
 * @throws PalimpsestError('image') naming a picture that is too small.
 */
export async function encodePictures(
  pictures: readonly CaptionedPicture[],
  { size, flip, encoder }: { readonly size: number; readonly flip: boolean; readonly encoder: Encoder },
): Promise<readonly EncodedPicture[]> {
  const encoded: EncodedPicture[] = []
  for (const { name, pixels, caption, share } of pictures) {
    if (Math.min(pixels.width, pixels.height) < smallestSide)
      throw new PalimpsestError(
        messages.tooSmall({ name, width: pixels.width, height: pixels.height, least: smallestSide }),
      )
    const region = workingRegion(pixels, { width: size, height: size }, undefined)
    const small = tensorFromPixels(resize(cropPixels(pixels, region), size, size))
    for (const image of flip ? [small, mirrored(small)] : [small]) {
      const { mean, logVariance } = await encoder.encodeImage(image)
      encoded.push({
        mean: scale(mean, encoder.scalingFactor),
        ...(logVariance && { deviation: scale(deviationOf(logVariance), encoder.scalingFactor) }),
        caption,
        share,
      })
    }
  }
  return encoded
}

const deviationOf = ({ data, shape }: Tensor): Tensor => tensor(data.map(posteriorDeviation), shape)

function mirrored({ data, shape }: Tensor): Tensor {
  const width = shape[3]!
  return tensor(
    data.map((_, at) => data[at - (at % width) + width - 1 - (at % width)]!),
    shape,
  )
}
