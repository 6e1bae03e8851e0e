// The pictures of an edit, brought to working size.
import { PalimpsestError } from '../../src/shared/errors'
import { checkPictureSize } from '../../src/shared/pictureLimits'
import type { Pixels, Region } from '../../src/shared/pixels'
import type { Recipe } from '../../src/shared/recipe'
import { followsInstructions, type CheckpointTraits } from '../diffusion/traits'
import { fillUncovered } from '../image/fillUncovered'
import { binaryMask, cropMask, resizeMask, type Mask } from '../image/mask'
import { tensorFromPixels } from '../image/pixelTensor'
import { cropPixels, workingRegion } from '../image/placement'
import { resize } from '../image/resample'
import { tensor, type Tensor } from '../tensor/tensor'
import { messages } from './messages'

/** The picture that an edit starts from, and the part of it that the networks see. */
export interface EditInputs {
  readonly picture?: Pixels
  /** Where it was transparent under the mask, it was filled. */
  readonly filled?: true
  /** Full size, binary. */
  readonly mask?: Mask
  /** The part of the picture that is brought to working size. */
  readonly region?: Region
  /** [1, 3, H, W] in [-1, 1], working size. */
  readonly imageTensor?: Tensor
  /** [1, 1, H, W], 0 or 1, working size. */
  readonly maskTensor?: Tensor
}

/** @throws PalimpsestError('image') when a picture is missing, of an impossible size, or the mask does not fit. */
export function readInputs(
  recipe: Recipe,
  images: Readonly<Record<string, Pixels>>,
  traits: Pick<CheckpointTraits, 'inChannels' | 'latentChannels'>,
): EditInputs {
  if (recipe.image === undefined) return {}
  const given = named(recipe.image, images)
  checkPictureSize(given.width, given.height)
  const mask = recipe.mask === undefined ? undefined : binaryMask(named(recipe.mask, images))
  if (mask && (mask.width !== given.width || mask.height !== given.height))
    throw new PalimpsestError(
      messages.maskOfOtherSize({
        maskWidth: mask.width,
        maskHeight: mask.height,
        width: given.width,
        height: given.height,
      }),
    )
  const picture = fillUncovered(given, mask)
  const { width, height } = recipe
  const region = workingRegion(picture, { width, height }, mask, {
    instructed: followsInstructions(traits),
  })
  const small = mask && resizeMask(cropMask(mask, region), width, height)
  return {
    picture,
    ...(picture !== given && { filled: true as const }),
    region,
    imageTensor: tensorFromPixels(resize(cropPixels(picture, region), width, height)),
    ...(mask && { mask }),
    ...(small && { maskTensor: tensor(small.data, [1, 1, height, width]) }),
  }
}

/** @throws PalimpsestError('image') when it was not given. */
export function named(name: string, images: Readonly<Record<string, Pixels>>): Pixels {
  const pixels = Object.hasOwn(images, name) ? images[name] : undefined
  if (!pixels) throw new PalimpsestError(messages.pictureNotGiven({ name }))
  return pixels
}
