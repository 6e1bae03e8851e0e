import { tensor, type Tensor } from '../tensor/tensor'

/** Brightness [1, 1, H, W] of a picture [1, 3, H, W] in the same range (ITU-R BT.601, as Pillow's "L"). */
export function luma({ data, shape }: Tensor): Tensor {
  const [, , height = 0, width = 0] = shape
  const area = height * width
  const grey = new Float32Array(area)
  for (let at = 0; at < area; at++)
    grey[at] = 0.299 * data[at]! + 0.587 * data[area + at]! + 0.114 * data[2 * area + at]!
  return tensor(grey, [1, 1, height, width])
}
