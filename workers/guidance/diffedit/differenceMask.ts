import { PalimpsestError } from '../../../src/shared/errors'
import { tensor, type Tensor } from '../../tensor/tensor'
import { messages } from './messages'

/** Of the noise: what two rows of a batch differ by where they are the same. Descriptions that differ in one word differ by a hundredth. */
const rounding = 1e-4

/**
 * Where pairs of noise [1, C, h, w] differ: their mean absolute difference over pairs and channels is more than `threshold`
 * times its own mean. (diffusers clamps at twice that and cuts in the middle, which is the same.)
 * @returns [1, 1, h, w], 0 or 1
 * @throws PalimpsestError where they differ nowhere, or nowhere so much
 */
export function differenceMask(pairs: readonly (readonly [Tensor, Tensor])[], threshold: number): Tensor {
  const [, , height = 0, width = 0] = pairs[0]?.[0].shape ?? []
  const area = height * width
  const difference = new Float64Array(area)
  let size = 0
  for (const [a, b] of pairs)
    for (let at = 0; at < a.data.length; at++) {
      difference[at % area] = difference[at % area]! + Math.abs(a.data[at]! - b.data[at]!)
      size += Math.abs(a.data[at]!)
    }
  const mean = difference.reduce((sum, value) => sum + value, 0) / area
  if (mean <= (rounding * size) / area) throw new PalimpsestError(messages.sameMeaning())
  const mask = Float32Array.from(difference, (value) => (value > threshold * mean ? 1 : 0))
  if (!mask.includes(1)) throw new PalimpsestError(messages.nowhereSoDifferent({ threshold }))
  return tensor(mask, [1, 1, height, width])
}
