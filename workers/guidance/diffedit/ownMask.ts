import { PalimpsestError } from '../../../src/shared/errors'
import type { GuideEnvironment } from '../../diffusion/environment'
import { resizeMask, type Mask } from '../../image/mask'
import { multiply } from '../../tensor/arithmetic'
import { tensor, type Tensor } from '../../tensor/tensor'
import { messages } from './messages'

/**
 * The mask that the person gives: the named one, the recipe's own, or where both lie.
 * @returns [1, 1, H, W] at working size, 0 or 1; nothing where there is neither
 * @throws PalimpsestError('image') when it covers nothing.
 */
export function ownMask(name: string, { mask, pictureMask }: GuideEnvironment): Tensor | undefined {
  if (name === '') return mask
  const named = binary(pictureMask(name))
  const both = mask ? multiply(named, mask) : named
  if (!both.data.includes(1)) throw new PalimpsestError(messages.emptyMask())
  return both
}

const binary = ({ data, shape }: Tensor): Tensor =>
  tensor(
    data.map((share) => (share >= 0.5 ? 1 : 0)),
    shape,
  )

/** A mask [1, 1, H, W] at another size: 1 wherever it covers anything of a pixel. */
export function atSize({ data, shape }: Tensor, height: number, width: number): Tensor {
  const mask: Mask = { height: shape[2]!, width: shape[3]!, data: data as Float32Array }
  return tensor(resizeMask(mask, width, height).data as Float32Array<ArrayBuffer>, [1, 1, height, width])
}
