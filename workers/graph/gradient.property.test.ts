// Every operator's gradient against central differences, on ONNX Runtime in Node.
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { openNodeBackend } from '../runtime/node.node'
import { sizeOf, type IntTensor, type Tensor } from '../tensor/tensor'
import { openPath } from '../weights/pathTree.node'
import { readHeader } from '../weights/safetensors'
import { differentiated, type GradientCase } from './fixtures/differentiated'
import { operatorCases } from './fixtures/operatorCases'
import { writeOnnx } from './lowering/writeOnnx'
import { attentionWithProbabilities } from './operators/attention'
import { conv2d } from './operators/conv2d'
import { erf } from './operators/elementwise'
import { sumRows } from './operators/embedding'
import { concat, flip, reshape, zeroPad } from './operators/layout'
import { reduceMax } from './operators/reduce'
import { averagePool2d, pad, upsampleNearest } from './operators/spatial'
import { standardise } from './operators/standardise'

/** Of the sum of the absolute terms of the directional derivative. */
const TOLERANCE = 1e-3

const backend = await openNodeBackend({ threads: 1 })
afterAll(() => backend.dispose())
let worst = 0
afterAll(() => console.log(`Largest relative error of a gradient: ${worst.toExponential(1)}`))

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })
/** Away from 0, -1 and 2, where operators have kinks, by more than the steps reach. */
const smooth = fc
  .tuple(fc.constantFrom(-2.4, -1.7, -0.5, 0.4, 0.6, 1.3, 1.5, 2.6), between(-0.15, 0.15))
  .map(([centre, offset]) => centre + offset)
const positive = smooth.map(Math.abs)
const many = (count: number, of: fc.Arbitrary<number>) => fc.array(of, { minLength: count, maxLength: count })

/** The largest step along a direction, whose components are at most 1. */
const STEP = 0.05

async function check(one: GradientCase, { runs = 5, numbers = smooth, ids = 5 } = {}): Promise<void> {
  const { graph, resultShape } = differentiated(one)
  const model = writeOnnx(graph, backend.target)
  const session = await backend.createSession(model)
  const names = Object.keys(one.shapes)
  const sizes = names.map((name) => sizeOf(one.shapes[name]!))
  const drawn = fc.record({
    at: fc.tuple(
      ...names.map((name, index) =>
        many(sizes[index]!, name === 'ids' ? fc.integer({ min: 0, max: ids }) : numbers),
      ),
    ),
    along: fc.tuple(...sizes.map((size) => many(size, between(-1, 1)))),
    c: many(sizeOf(resultShape), between(-1, 1)),
  })
  await fc.assert(
    fc.asyncProperty(drawn, async ({ at, along, c }) => {
      const feed = (name: string, step: number): Tensor | IntTensor => {
        const index = names.indexOf(name)
        if (index < 0) return { data: Float32Array.from(c), shape: resultShape }
        const shape = one.shapes[name]!
        if (name === 'ids') return { data: Int32Array.from(at[index]!), shape }
        const moved = at[index]!.map((x, place) => x + step * along[index]![place]!)
        return { data: Float32Array.from(moved), shape }
      }
      const run = (step: number) =>
        session.run(Object.fromEntries(model.inputs.map(({ name }) => [name, feed(name, step)])))
      const loss = async (step: number) =>
        (await run(step)).get('result')!.data.reduce((sum, y, place) => sum + y * c[place]!, 0)
      const slope = async (step: number) => ((await loss(step)) - (await loss(-step))) / (2 * step)
      // Richardson's extrapolation: an error of the fourth order is left.
      const expected = (4 * (await slope(STEP / 2)) - (await slope(STEP))) / 3

      const found = await run(0)
      const terms = names.flatMap((name, index) =>
        [...(found.get(`d${name}`)?.data ?? [])].map((slope, place) => slope * along[index]![place]!),
      )
      const sum = terms.reduce((sum, term) => sum + term, 0)
      const size = terms.reduce((sum, term) => sum + Math.abs(term), 0)
      const error = Math.abs(sum - expected) / Math.max(size, 0.01)
      worst = Math.max(worst, error)
      expect(error).toBeLessThanOrEqual(TOLERANCE)
    }),
    { numRuns: runs },
  )
  await session.release()
}

const path = fileURLToPath(new URL('fixtures/operators.safetensors', import.meta.url))
const reference = await readHeader((await openPath(path))!)

describe('the gradient is that of differences', () => {
  it.each([...operatorCases])('for %s', async (name, build) => {
    const entries = [...reference].filter(([key]) => key.startsWith(`${name}/`) && !key.endsWith('/out'))
    const shapes = Object.fromEntries(entries.map(([key, { shape }]) => [key.slice(name.length + 1), shape]))
    await check({ build, shapes }, { numbers: ['log', 'sqrt'].includes(name) ? positive : smooth })
  })

  const further: readonly (readonly [name: string, one: GradientCase])[] = [
    ['erf', { build: ({ x }) => erf(x!), shapes: { x: [7] } }],
    ['standardise', { build: ({ x }) => standardise(x!, 1e-5), shapes: { x: [2, 3, 8] } }],
    [
      'sumRows',
      { build: ({ rows, ids }) => sumRows(rows!, ids!, 6), shapes: { rows: [2, 4, 3], ids: [2, 4] } },
    ],
    [
      'zeroPad',
      { build: ({ x }) => zeroPad(x!, { axis: -2, before: 1, after: 2 }), shapes: { x: [2, 3, 2] } },
    ],
    [
      'attention, read beside its result',
      {
        build({ q, k, v }) {
          const { output, probabilities } = attentionWithProbabilities(q!, k!, v!, { heads: 2 })
          return concat([reshape(output, [24]), reshape(probabilities, [48])], 0)
        },
        shapes: { q: [2, 3, 4], k: [2, 4, 4], v: [2, 4, 4] },
      },
    ],
    ['flip', { build: ({ x }) => flip(x!, [0, 2]), shapes: { x: [2, 3, 4] } }],
    [
      'conv2d, padded beyond its kernel',
      {
        build: ({ x, w }) => conv2d(x!, w!, undefined, { padding: [2, 0, 1, 3] }),
        shapes: { x: [1, 2, 3, 4], w: [3, 2, 2, 2] },
      },
    ],
  ]
  it.each(further)('for %s', (_, one) => check(one))

  // Steps do not reach from one element to the next.
  it('for reduceMax, of elements that differ', async () => {
    let next = 0
    const apart = fc.constant(undefined).map(() => (next = (next + 7) % 24))
    await check({ build: ({ x }) => reduceMax(x!, [0, 2]), shapes: { x: [2, 3, 4] } }, { numbers: apart })
  })

  it('for convolutions of any stride, padding, dilation and kernel', async () => {
    const small = (min: number, max: number) => fc.integer({ min, max })
    const sides = fc.tuple(small(0, 2), small(0, 2), small(0, 2), small(0, 2))
    const options = fc.record({ stride: small(1, 3), dilation: small(1, 2), padding: sides })
    const shapes = fc.record({
      x: fc.tuple(small(1, 2), small(1, 3), small(5, 7), small(5, 7)),
      out: small(1, 3),
      kernel: fc.tuple(small(1, 3), small(1, 3)),
    })
    await fc.assert(
      fc.asyncProperty(options, shapes, async (options, { x, out, kernel }) => {
        const w = [out, x[1], ...kernel]
        await check(
          { build: ({ x, w, b }) => conv2d(x!, w!, b, options), shapes: { x, w, b: [out] } },
          { runs: 1 },
        )
      }),
      { numRuns: 40 },
    )
  })

  it('for images of any size enlarged, shrunk and bordered', async () => {
    const extent = (min: number, max: number) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }))
    await fc.assert(
      fc.asyncProperty(
        extent(4, 6),
        extent(6, 13),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        async (small, large, stride, ceil) => {
          const shapes = { x: [1, 2, ...small] }
          await check({ build: ({ x }) => upsampleNearest(x!, { size: large }), shapes }, { runs: 1 })
          await check(
            { build: ({ x }) => averagePool2d(x!, { kernel: 3, stride, ceil }), shapes },
            { runs: 1 },
          )
          await check(
            { build: ({ x }) => pad(x!, [3, 0, stride, 2], { mode: 'reflect' }), shapes },
            { runs: 1 },
          )
        },
      ),
      { numRuns: 15 },
    )
  })
})
