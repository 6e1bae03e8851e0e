import { tensor, type Tensor } from '../../tensor/tensor'

/**
 * Sinusoidal embedding of a guidance scale, as distilled UNets take it (Meng et al. 2023, arXiv:2210.03142).
 * @param scale w = guidance scale - 1
 * @param width `time_cond_proj_dim`
 * @returns [1, width]: sines, then cosines, then a zero where the width is odd
 */
export function guidanceScaleEmbedding(scale: number, width: number): Tensor {
  const half = Math.floor(width / 2)
  const data = new Float32Array(width)
  for (let k = 0; k < half; k++) {
    const angle = scale * 1000 * Math.exp((-Math.log(10_000) / (half - 1)) * k)
    data[k] = Math.sin(angle)
    data[half + k] = Math.cos(angle)
  }
  return tensor(data, [1, width])
}
