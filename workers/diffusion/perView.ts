import type { Tensor } from '../tensor/tensor'
import { crop, type View } from './views'

/**
 * What networks make of a picture [1, C, H, W] for each view of the canvas: of the part below it, once, when a view asks.
 * @param latentShape [1, C, h, w] of the canvas
 */
export function perView<Made>(
  picture: Tensor,
  [, , rows = 1]: readonly number[],
  make: (part: Tensor) => Promise<Made>,
): (view: View) => Promise<Made> {
  const scale = (picture.shape[2] as number) / rows
  const made = new Map<string, Promise<Made>>()
  return ({ top, left, height, width }) => {
    const sides = [top, left, height, width].map((side) => side * scale)
    const key = sides.join()
    const [y, x, tall, wide] = sides as [number, number, number, number]
    const known = made.get(key) ?? make(crop(picture, { top: y, left: x, height: tall, width: wide }))
    made.set(key, known)
    return known
  }
}
