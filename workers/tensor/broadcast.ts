// Arithmetic with a mask [1, 1, h, w] that holds for every channel of a [1, C, h, w] tensor.
import { sizeOf, tensor, type Tensor } from './tensor'

/** @throws RangeError when the mask is of another size. */
function areaOf(mask: Tensor, { shape }: Tensor): number {
  const area = sizeOf(mask.shape)
  if (area !== (shape[2] ?? 0) * (shape[3] ?? 0))
    throw new RangeError(
      `A mask of shape [${mask.shape.join(', ')}] does not lie over [${shape.join(', ')}].`,
    )
  return area
}

/** mask x, channel by channel. */
export function multiplyBy(x: Tensor, mask: Tensor): Tensor {
  const area = areaOf(mask, x)
  return tensor(
    x.data.map((value, at) => value * (mask.data[at % area] as number)),
    x.shape,
  )
}

/** (1 - mask) outside + mask inside, channel by channel. */
export function lerpBy(outside: Tensor, inside: Tensor, mask: Tensor): Tensor {
  const area = areaOf(mask, inside)
  return tensor(
    inside.data.map((value, at) => {
      const share = mask.data[at % area] as number
      return share * value + (1 - share) * (outside.data[at] as number)
    }),
    inside.shape,
  )
}
