import { tensor, type Tensor } from './tensor'

/** A [1, 1, H, W] mask at another size, as `torch.nn.functional.interpolate` does it by default (nearest, floor). */
export function nearestResize(mask: Tensor, height: number, width: number): Tensor {
  const [, , rows = 0, columns = 0] = mask.shape
  const data = new Float32Array(height * width)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data[y * width + x] =
        mask.data[Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width)] ?? 0
  return tensor(data, [1, 1, height, width])
}
