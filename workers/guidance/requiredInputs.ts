import { PalimpsestError } from '../../src/shared/errors'
import type { GuideEnvironment } from '../diffusion/environment'
import type { Tensor } from '../tensor/tensor'
import { messages } from './messages'

/** The recipe's picture, [1, 3, H, W] in [-1, 1]. */
export function requiredImage({ image }: Pick<GuideEnvironment, 'image'>, guide: string): Tensor {
  if (!image) throw new PalimpsestError(messages.needsPicture({ guide }))
  return image
}

/** The recipe's mask, [1, 1, H, W], 0 or 1. */
export function requiredMask({ mask }: Pick<GuideEnvironment, 'mask'>, guide: string): Tensor {
  if (!mask) throw new PalimpsestError(messages.needsMask({ guide }))
  return mask
}
