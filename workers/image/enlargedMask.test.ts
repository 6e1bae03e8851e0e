import { expect, it } from 'vitest'
import { enlargedMask } from './mask'

// torch.nn.functional.interpolate([[0, 1], [0.5, 0]], scale_factor=2, mode='bilinear', align_corners=False)
it('a mask of shares is enlarged smoothly, as PyTorch does', () => {
  const { data } = enlargedMask({ width: 2, height: 2, data: Float32Array.of(0, 1, 0.5, 0) }, 4, 4)
  const rows = [0, 1, 2, 3].map((y) => [...data.subarray(y * 4, y * 4 + 4)])
  expect(rows).toEqual([
    [0, 0.25, 0.75, 1],
    [0.125, 0.28125, 0.59375, 0.75],
    [0.375, 0.34375, 0.28125, 0.25],
    [0.5, 0.375, 0.125, 0],
  ])
})
