import { describe, expect, it } from 'vitest'
import { tensor } from '../tensor/tensor'
import { Generator } from './random/generator'
import {
  autoCorrelationGradient,
  divergenceGradient,
  regularisedNoise,
  usualRegularisation,
} from './regulariseNoise'

const normal = (length: number) => Float64Array.from(new Generator(3).randn([length]).data)

const wrapped = (at: number, extent: number) => ((at % extent) + extent) % extent

/** A roll by `by` of the rows (axis 0) or the columns (axis 1), as torch.roll does it. */
function rolled(plane: readonly (readonly number[])[], by: number, axis: 0 | 1): number[][] {
  const [rows, columns] = [plane.length, plane[0]!.length]
  return plane.map((row, y) =>
    row.map((_, x) =>
      axis === 0 ? plane[wrapped(y - by, rows)]![x]! : plane[y]![wrapped(x - by, columns)]!,
    ),
  )
}

const halvedPlane = (plane: readonly (readonly number[])[]) =>
  Array.from({ length: Math.floor(plane.length / 2) }, (_, y) =>
    Array.from({ length: Math.floor(plane[0]!.length / 2) }, (__, x) => {
      const four = [0, 1].flatMap((dy) => [0, 1].map((dx) => plane[2 * y + dy]![2 * x + dx]!))
      return four.reduce((sum, value) => sum + value, 0) / 4
    }),
  )

/** The paper's code, written down once more: `noise[:, :, y, x] * roll(noise)`, its mean squared, at each size. */
function autoCorrelation(data: Float64Array, shape: readonly number[], rolls: readonly number[]): number {
  const [, channels = 0, height = 0, width = 0] = shape
  const left = [...rolls]
  let loss = 0
  for (let channel = 0; channel < channels; channel++) {
    let plane = Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (__, x) => data[(channel * height + y) * width + x]!),
    )
    for (;;) {
      const by = left.shift()!
      for (const axis of [0, 1] as const) {
        const other = rolled(plane, by, axis)
        const products = plane.flatMap((row, y) => row.map((value, x) => value * other[y]![x]!))
        loss += (products.reduce((sum, value) => sum + value, 0) / products.length) ** 2
      }
      if (plane.length <= 8) break
      plane = halvedPlane(plane)
    }
  }
  return loss
}

function divergence(data: Float64Array): number {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length
  const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (data.length - 1)
  return variance + mean ** 2 - 1 - Math.log(variance + 1e-7)
}

/** At every 13th place, by central differences. */
function differenceFromLoss(
  slope: Float64Array,
  loss: (data: Float64Array) => number,
  data: Float64Array,
): number {
  const step = 1e-5
  const places = [...data.keys()].filter((at) => at % 13 === 0)
  const byDifferences = places.map((at) => {
    const moved = (by: number) => loss(data.with(at, data[at]! + by))
    return (moved(step) - moved(-step)) / (2 * step)
  })
  const errors = places.map((at, which) => Math.abs(slope[at]! - byDifferences[which]!))
  return Math.max(...errors) / Math.max(...byDifferences.map(Math.abs))
}

describe('the slope of the auto-correlation', () => {
  it.each([
    { shape: [1, 2, 16, 16], rolls: [5, 3, 7, 1] },
    { shape: [1, 1, 8, 12], rolls: [3] },
    // An odd last row and column are left out of the smaller sizes.
    { shape: [1, 1, 19, 17], rolls: [8, 2, 1] },
    { shape: [1, 1, 33, 16], rolls: [0, 15, 4] },
  ])('is that of the loss, for $shape', ({ shape, rolls }) => {
    const data = normal(shape.reduce((product, extent) => product * extent, 1))
    const left = [...rolls]
    const slope = autoCorrelationGradient(data, shape, () => left.shift()!)
    const loss = (moved: Float64Array) => autoCorrelation(moved, shape, rolls)
    expect(differenceFromLoss(slope, loss, data)).toBeLessThan(1e-7)
  })

  it('draws a roll of less than half the height for each size', () => {
    const asked: number[] = []
    autoCorrelationGradient(normal(2 * 32 * 20), [1, 2, 32, 20], (below) => {
      asked.push(below)
      return 0
    })
    expect(asked).toEqual([16, 8, 4, 16, 8, 4])
  })
})

describe('the slope of the divergence', () => {
  it('is that of the loss', () => {
    const data = normal(60).map((value) => 1.4 * value + 0.3)
    expect(differenceFromLoss(divergenceGradient(data), divergence, data)).toBeLessThan(1e-7)
  })
})

describe('regularised noise', () => {
  const shape = [1, 1, 16, 16]
  /** Neighbours alike, off centre, and too strong. */
  const unlikeNoise = () => {
    const data = normal(256)
    return tensor(
      Float32Array.from(data, (value, at) => 1.2 * value + (at > 0 ? data[at - 1]! : 0) + 0.5),
      shape,
    )
  }
  const draw = (below: number) => Math.min(1, below - 1)

  it('is moved down both slopes, the first as often as told within each time', () => {
    const noise = unlikeNoise()
    const { data } = regularisedNoise(noise, { autoCorrelation: 6, divergence: 4, times: 2, rolls: 3 }, draw)
    const expected = Float64Array.from(noise.data)
    for (let time = 0; time < 2; time++) {
      for (let roll = 0; roll < 3; roll++) {
        const slope = autoCorrelationGradient(expected, shape, draw)
        slope.forEach((value, at) => (expected[at]! -= 2 * value))
      }
      const slope = divergenceGradient(expected)
      slope.forEach((value, at) => (expected[at]! -= 4 * value))
    }
    expect([...data]).toEqual([...Float32Array.from(expected)])
  })

  it('is more like noise than it was', () => {
    const noise = unlikeNoise()
    const after = regularisedNoise(noise, usualRegularisation, draw)
    const losses = (data: Float64Array) => [autoCorrelation(data, shape, [1, 1]), divergence(data)]
    const [before, now] = [noise, after].map(({ data }) => losses(Float64Array.from(data)))
    expect(now![0]).toBeLessThan(before![0]!)
    expect(now![1]).toBeLessThan(before![1]!)
  })

  it('stays as it is where nothing is asked of it', () => {
    const noise = unlikeNoise()
    const none = { autoCorrelation: 0, divergence: 0, times: 5, rolls: 5 }
    const drawsNothing = () => {
      throw new Error('Nothing is drawn.')
    }
    expect(regularisedNoise(noise, none, drawsNothing).data).toEqual(noise.data)
  })
})
