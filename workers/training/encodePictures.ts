// Pictures and captions as a trainer wants them.
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import { posteriorDeviation } from '../diffusion/posteriorDeviation'
import type { RandomStreams } from '../diffusion/random/streams'
import { tensorFromPixels } from '../image/pixelTensor'
import { cropPixels } from '../image/placement'
import { resize } from '../image/resample'
import { scale } from '../tensor/arithmetic'
import { tensor, type Tensor } from '../tensor/tensor'
import { atRandomSize } from './atRandomSize'
import { captionsAtSize } from './captions'
import type { EncodedPicture } from './dataset'
import { messages } from './messages'

/** Below this a picture holds too little to learn from. */
const smallestSide = 64

export interface Encoder {
  encodeImage(image: Tensor): Promise<{ readonly mean: Tensor; readonly logVariance?: Tensor }>
  readonly scalingFactor: number
  /** Pixels a latent. */
  readonly scaleFactor: number
}

export interface CaptionedPicture {
  readonly name: string
  readonly pixels: Pixels
  /** Any of which is true. */
  readonly captions: readonly string[]
  readonly share: number
  /** Where it counts, [1, 1, h, w]; everywhere, where nothing is said. */
  readonly mask?: Tensor
}

export interface EncodingOptions {
  readonly size: number
  readonly flip: boolean
  readonly encoder: Encoder
  /** A caption's token ids. */
  readonly idsOf: (caption: string) => Int32Array
  /** As often each picture is encoded at a random size and place in place of its own. */
  readonly crops?: { readonly count: number; readonly random: RandomStreams }
}

/**
 * The middle of each picture at working size, encoded once; with `flip`, mirrored as well.
 * @throws PalimpsestError('image') naming a picture that is too small.
 */
export async function encodePictures(
  pictures: readonly CaptionedPicture[],
  options: EncodingOptions,
): Promise<readonly EncodedPicture[]> {
  const { flip, encoder, idsOf } = options
  const encoded: EncodedPicture[] = []
  for (const picture of pictures)
    for (const { image, mask, captions } of viewsOf(picture, options))
      for (const [side, kept] of flip
        ? ([
            [image, mask],
            [mirrored(image), mask && mirrored(mask)],
          ] as const)
        : ([[image, mask]] as const)) {
        const { mean, logVariance } = await encoder.encodeImage(side)
        encoded.push({
          mean: scale(mean, encoder.scalingFactor),
          ...(logVariance && { deviation: scale(deviationOf(logVariance), encoder.scalingFactor) }),
          ...(kept && { mask: kept }),
          captions: captions.map(idsOf),
          share: picture.share,
        })
      }
  return encoded
}

interface View {
  readonly image: Tensor
  readonly mask?: Tensor
  readonly captions: readonly string[]
}

/** A picture as it is learned: its middle, or views of that at random sizes. */
function viewsOf(
  { name, pixels, captions, mask: own }: CaptionedPicture,
  { size, encoder: { scaleFactor }, crops }: EncodingOptions,
): readonly View[] {
  if (Math.min(pixels.width, pixels.height) < smallestSide)
    throw new PalimpsestError(
      messages.tooSmall({ name, width: pixels.width, height: pixels.height, least: smallestSide }),
    )
  const square = middleOf(pixels)
  if (own || !crops || crops.count === 0)
    return [{ image: tensorFromPixels(resize(square, size, size)), captions, ...(own && { mask: own }) }]
  return Array.from({ length: crops.count }, () => {
    const { image, mask, size: seen } = atRandomSize(square, { size, scaleFactor, random: crops.random })
    return { image, mask, captions: captions.flatMap((caption) => captionsAtSize(caption, seen)) }
  })
}

/** What a ControlNet sees, in [0, 1]: the middle of each hint at working size, with `flip` mirrored as well. */
export const hintTensors = (
  hints: readonly Pixels[],
  { size, flip }: Pick<EncodingOptions, 'size' | 'flip'>,
): readonly Tensor[] =>
  hints.flatMap((pixels) => {
    const { data, shape } = tensorFromPixels(resize(middleOf(pixels), size, size))
    const hint = tensor(
      data.map((value) => (value + 1) / 2),
      shape,
    )
    return flip ? [hint, mirrored(hint)] : [hint]
  })

/** The square in its middle. */
export function middleOf(pixels: Pixels): Pixels {
  const { width, height } = pixels
  const side = Math.min(width, height)
  return cropPixels(pixels, {
    left: (width - side) >> 1,
    top: (height - side) >> 1,
    width: side,
    height: side,
  })
}

const deviationOf = ({ data, shape }: Tensor): Tensor => tensor(data.map(posteriorDeviation), shape)

function mirrored({ data, shape }: Tensor): Tensor {
  const width = shape[3]!
  return tensor(
    data.map((_, at) => data[at - (at % width) + width - 1 - (at % width)]!),
    shape,
  )
}
