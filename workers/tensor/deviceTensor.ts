// Numbers that one network leaves on the device for another: a ControlNet's residuals, which are too many to go through the CPU at
// each step.
import { multiplyBy } from './broadcast'
import { add } from './arithmetic'
import type { Tensor } from './tensor'

/** Float32 numbers on the device of a backend, there until they are released. */
export interface DeviceTensor {
  readonly onDevice: true
  readonly shape: readonly number[]
  /** Gives the memory back, once the runs that read them are done. A second time, nothing happens. */
  release(): void
}

/** One sample of what is on the device: `row` of a batch. */
interface DeviceTerm {
  readonly from: DeviceTensor
  readonly row: number
  /** [1, 1, h, w] in [0, 1]: what the sample is multiplied by. */
  readonly mask?: Tensor
}

/** [1, C, h, w]: the sum of its terms, formed on the device by whoever reads it. */
export interface DeviceSum {
  readonly shape: readonly number[]
  readonly terms: readonly [DeviceTerm, ...DeviceTerm[]]
}

/** What a network adds to another: numbers here, or on the device. */
export type Addend = Tensor | DeviceSum

export const isDeviceSum = (x: Addend): x is DeviceSum => 'terms' in x

/** Sample `row` of a batch [B, ...] on the device. */
export const sampleOf = (from: DeviceTensor, row: number): DeviceSum => ({
  shape: [1, ...from.shape.slice(1)],
  terms: [{ from, row }],
})

/** mask x, channel by channel. @param mask [1, 1, h, w] */
export function maskedAddend(x: Addend, mask: Tensor): Addend {
  if (!isDeviceSum(x)) return multiplyBy(x, mask)
  const masked = (term: DeviceTerm): DeviceTerm => ({
    ...term,
    mask: term.mask ? multiplyBy(term.mask, mask) : mask,
  })
  const [first, ...rest] = x.terms
  return { shape: x.shape, terms: [masked(first), ...rest.map(masked)] }
}

/** a + b. @throws RangeError when the shapes differ, or one is here and one on the device. */
export function addAddends(a: Addend, b: Addend): Addend {
  if (!isDeviceSum(a) && !isDeviceSum(b)) return add(a, b)
  if (!isDeviceSum(a) || !isDeviceSum(b)) throw new RangeError('Residuals are partly on the device.')
  if (a.shape.join() !== b.shape.join())
    throw new RangeError(`The shapes [${a.shape.join(', ')}] and [${b.shape.join(', ')}] differ.`)
  return { shape: a.shape, terms: [...a.terms, ...b.terms] }
}
