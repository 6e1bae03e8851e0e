import { expect, test } from 'vitest'
import { sizeOf, tensor, type Tensor } from '../tensor/tensor'
import { runTiled, tileStarts } from './tiles'

/** Distinct numbers, so that a pixel in the wrong place shows. */
const counted = (shape: readonly number[]): Tensor =>
  tensor(
    Float32Array.from({ length: sizeOf(shape) }, (_, at) => at),
    shape,
  )

/** Every pixel becomes a square of `factor` pixels. */
function enlarge({ data, shape }: Tensor, factor: number): Tensor {
  const [, channels, height, width] = shape as [number, number, number, number]
  const size = [1, channels, height * factor, width * factor] as const
  const out = Float32Array.from({ length: sizeOf(size) }, (_, at) => {
    const column = Math.floor((at % size[3]) / factor)
    const row = Math.floor((Math.floor(at / size[3]) % size[2]) / factor)
    const channel = Math.floor(at / (size[2] * size[3]))
    return data[(channel * height + row) * width + column]!
  })
  return tensor(out, size)
}

/** The corner of every square of `factor` pixels. */
function reduce({ data, shape }: Tensor, factor: number): Tensor {
  const [, channels, height, width] = shape as [number, number, number, number]
  const size = [1, channels, height / factor, width / factor] as const
  const out = Float32Array.from({ length: sizeOf(size) }, (_, at) => {
    const column = (at % size[3]) * factor
    const row = (Math.floor(at / size[3]) % size[2]) * factor
    const channel = Math.floor(at / (size[2] * size[3]))
    return data[(channel * height + row) * width + column]!
  })
  return tensor(out, size)
}

test.each([
  { extent: 5, tile: 8, step: 1 },
  { extent: 8, tile: 8, step: 1 },
  { extent: 9, tile: 8, step: 1 },
  { extent: 64, tile: 24, step: 8 },
  { extent: 1000, tile: 64, step: 8 },
])('tiles of $tile cover $extent and overlap by a quarter', ({ extent, tile, step }) => {
  const starts = tileStarts(extent, tile, step)
  expect(starts[0]).toBe(0)
  expect(starts.every((start) => start % step === 0)).toBe(true)
  if (extent > tile) expect(starts.at(-1)).toBe(extent - tile)
  for (let at = 1; at < starts.length; at++)
    expect(starts[at]! - starts[at - 1]!).toBeLessThanOrEqual(0.75 * tile + step)
})

test('a picture that fits is run once, whole', async () => {
  const shapes: string[] = []
  const x = counted([1, 2, 5, 7])
  const results = await runTiled(x, { tile: 8, scale: 2 }, async (tile) => {
    shapes.push(tile.shape.join())
    return new Map([['sample', enlarge(tile, 2)]])
  })
  expect(shapes).toEqual(['1,2,5,7'])
  expect(results.get('sample')).toEqual(enlarge(x, 2))
})

test.each([
  { name: 'enlarged', scale: 2, shape: [1, 3, 20, 33], run: (tile: Tensor) => enlarge(tile, 2) },
  { name: 'reduced', scale: 1 / 4, shape: [1, 2, 40, 24], run: (tile: Tensor) => reduce(tile, 4) },
])('tiles of what is $name pixel by pixel join without a seam', async ({ scale, shape, run }) => {
  const x = counted(shape)
  const sizes = new Set<string>()
  const results = await runTiled(x, { tile: 16, scale }, async (tile) => {
    sizes.add(tile.shape.slice(2).join())
    return new Map([['sample', run(tile)]])
  })
  expect([...sizes]).toEqual(['16,16'])
  const [blended, whole] = [results.get('sample')!, run(x)]
  expect(blended.shape).toEqual(whole.shape)
  blended.data.forEach((value, at) => expect(Math.abs(value - whole.data[at]!)).toBeLessThan(1e-3))
})

test('between two tiles that disagree the picture passes over by and by', async () => {
  let runs = 0
  const results = await runTiled(counted([1, 1, 4, 28]), { tile: 16, scale: 1 }, async ({ shape }) => {
    const value = runs++
    return new Map([['sample', tensor(new Float32Array(sizeOf(shape)).fill(value), shape)]])
  })
  const row = [...results.get('sample')!.data.subarray(0, 28)]
  expect(row[0]).toBe(0)
  expect(row[27]).toBe(1)
  for (let at = 1; at < row.length; at++) {
    expect(row[at]).toBeGreaterThanOrEqual(row[at - 1]!)
    expect(row[at]! - row[at - 1]!).toBeLessThan(0.35)
  }
})
