// How gradients are put together; each operator's own is held against differences in gradient.property.test.ts.
import { afterAll, describe, expect, it } from 'vitest'
import { openNodeBackend } from '../runtime/node.node'
import { tensor } from '../tensor/tensor'
import type { TensorEntry } from '../weights/safetensors'
import { differentiated } from './fixtures/differentiated'
import { gradient } from './gradient'
import { Graph, type Value } from './graph'
import { liveNodes } from './lowering/liveNodes'
import { writeOnnx } from './lowering/writeOnnx'
import { defineOperator } from './operator'
import { gelu, geluTanh, silu } from './operators/activation'
import { attention } from './operators/attention'
import { reduceSum } from './operators/broadcast'
import { add, greater, multiply, scale } from './operators/elementwise'
import { sumRows } from './operators/embedding'
import { slice, split } from './operators/layout'
import { groupNorm, layerNorm } from './operators/norm'
import { reduceMax } from './operators/reduce'
import { timestepEmbedding } from './operators/timestepEmbedding'

const backend = await openNodeBackend({ threads: 1 })
afterAll(() => backend.dispose())

const row = (...numbers: number[]) => tensor(Float32Array.from(numbers), [numbers.length])

/** The output "dx" for one row x. */
async function run(graph: Graph, ...x: number[]): Promise<number[]> {
  const session = await backend.createSession(writeOnnx(graph, backend.target))
  return [...(await session.run({ x: row(...x) })).get('dx')!.data]
}

const namesOf = (graph: Graph) => liveNodes(graph).map(({ operator }) => operator.name)

describe('a gradient', () => {
  it('is the sum over all ways from the value to the loss', async () => {
    const graph = new Graph()
    const x = graph.input('x', [3])
    const square = multiply(x, x)
    // x⁴ + x²
    const loss = reduceSum(add(multiply(square, square), square), [0])
    graph.output('dx', gradient(loss, [x])[0]!)
    expect(await run(graph, 1, -2, 0.5)).toEqual([6, -36, 1.5])
  })

  it('of slices that are the whole is laid side by side, and added to what comes another way', async () => {
    const graph = new Graph()
    const x = graph.input('x', [5])
    const [a, b] = split(x, [2, 3], 0) as [Value, Value]
    const loss = add(reduceSum(multiply(a, a), [0]), reduceSum(scale(multiply(b, b), 3), [0]))
    graph.output('dx', gradient(add(loss, reduceSum(x, [0])), [x])[0]!)
    expect(await run(graph, 1, 2, 3, -4, 5)).toEqual([3, 5, 19, -23, 31])
    expect(namesOf(graph)).toContain('concat')
    expect(namesOf(graph)).not.toContain('zeroPad')
  })

  it('of slices that leave some out or overlap is right', async () => {
    const graph = new Graph()
    const x = graph.input('x', [5])
    const [a, b] = [slice(x, { axis: 0, start: 0, end: 3 }), slice(x, { axis: 0, start: 2, end: 4 })]
    graph.output('dx', gradient(add(reduceSum(a, [0]), reduceSum(multiply(b, b), [0])), [x])[0]!)
    expect(await run(graph, 1, 2, 3, -4, 5)).toEqual([1, 1, 7, -8, 0])
  })

  it('is given times the scale', async () => {
    const graph = new Graph()
    const x = graph.input('x', [2])
    const [dx] = gradient(reduceSum(multiply(x, x), [0]), [x], { scale: 1024 })
    graph.output('dx', dx!)
    expect(await run(graph, 1, -0.25)).toEqual([2048, -512])
  })

  it('of the largest element is shared by those that are equal', async () => {
    const graph = new Graph()
    const x = graph.input('x', [4])
    graph.output('dx', gradient(reduceMax(x, [0], { keepDims: true }), [x])[0]!)
    expect(await run(graph, 1, 3, 2, 3)).toEqual([0, 0.5, 0, 0.5])
  })

  it('of the loss with respect to itself and to a value on the way is right', async () => {
    const graph = new Graph()
    const x = graph.input('x', [2])
    const middle = scale(x, 3)
    const loss = reduceSum(multiply(middle, middle), [0])
    const [ofLoss, ofMiddle] = gradient(loss, [loss, middle])
    graph.output('dx', multiply(ofMiddle!, ofLoss!))
    expect(await run(graph, 1, 2)).toEqual([6, 12])
  })

  it('reads the forward pass and does not repeat it', () => {
    const graph = new Graph()
    const x = graph.input('x', [1, 4, 8])
    const weight = graph.constant(Array(8).fill(1), [8])
    const normal = layerNorm(x, weight, weight, { epsilon: 1e-5 })
    const attended = attention(normal, normal, gelu(normal), { heads: 2 })
    graph.output('attended', attended)
    const loss = reduceSum(multiply(attended, attended), [0, 1, 2])
    const forwardNodes = graph.nodes.length
    graph.output('dx', gradient(loss, [x])[0]!)
    const names = namesOf(graph)
    // Nothing fused is left on the way, and what took its place is there once.
    for (const name of ['layerNorm', 'attention']) expect(names).not.toContain(name)
    for (const name of ['standardise', 'standardisedBackwards', 'gelu', 'softmax', 'weightedValues'])
      expect(
        names.filter((other) => other === name),
        name,
      ).toHaveLength(1)
    // The products of matrices: one forward beside the weighted values, two backward for each of both.
    expect(names.filter((name) => name === 'matmul')).toHaveLength(5)
    expect(graph.nodes.length).toBeGreaterThan(forwardNodes)
  })

  it('is one value for whoever asks', () => {
    const graph = new Graph()
    const x = graph.input('x', [3])
    const square = multiply(x, x)
    const [first, second] = gradient(reduceSum(add(square, x), [0]), [x, x])
    expect(first).toBe(second)
  })

  it('goes past a comparison, through which nothing changes', async () => {
    const graph = new Graph()
    const x = graph.input('x', [3])
    // x where it is positive: what leads to the comparison has no part in it.
    const positive = greater(scale(x, 2), graph.constant([0], []))
    graph.output('dx', gradient(reduceSum(multiply(x, positive), [0]), [x])[0]!)
    expect(await run(graph, 1, -2, 3)).toEqual([1, 0, 1])
    expect(() => gradient(reduceSum(greater(x, scale(x, 2)), [0]), [x])).toThrow(
      'The loss does not depend on the value "x".',
    )
  })

  it('leaves fused what does not change with the value', () => {
    const graph = new Graph()
    const [x, t] = [graph.input('x', [1, 8]), graph.input('t', [1])]
    const embedding = geluTanh(timestepEmbedding(t, { dimension: 8 }))
    const loss = reduceSum(multiply(geluTanh(x), embedding), [0, 1])
    graph.output('dx', gradient(loss, [x])[0]!)
    expect(namesOf(graph).filter((name) => name === 'geluTanh')).toHaveLength(1)
  })

  it('runs nothing behind the loss', () => {
    const graph = new Graph()
    const x = graph.input('x', [4])
    const early = silu(x)
    graph.output('late', gelu(gelu(early)))
    graph.output('dx', gradient(reduceSum(early, [0]), [x])[0]!)
    graph.keepOutputs(['dx'])
    expect(namesOf(graph)).not.toContain('gelu')
    expect(() => graph.keepOutputs(['dx', 'late'])).toThrow('The graph has no output "late".')
  })
})

it.each(['node', 'webgpu'] as const)(
  'rows of a table are summed by their ids, as lowered for %s',
  async (provider) => {
    const graph = new Graph()
    const ids = graph.input('ids', [3], 'int32')
    graph.output('table', sumRows(graph.input('rows', [3, 2]), ids, 4))
    const session = await backend.createSession(writeOnnx(graph, { ...backend.target, provider }))
    const rows = tensor(Float32Array.of(1, 2, 10, 20, 100, 200), [3, 2])
    const outputs = await session.run({ rows, ids: { data: Int32Array.of(3, 1, 3), shape: [3] } })
    expect([...outputs.get('table')!.data]).toEqual([0, 0, 10, 20, 0, 0, 101, 202])
  },
)

it('the gradient of a normalisation is the same in both lowerings, of numbers far from 0 too', async () => {
  const shape = [2, 4, 3, 5]
  const { graph } = differentiated({
    build: ({ x, weight, bias }) => groupNorm(x!, weight!, bias!, { groups: 2, epsilon: 1e-5 }),
    shapes: { x: shape, weight: [4], bias: [4] },
  })
  const at = (size: number, scale: number, offset: number, phase: number) =>
    Float32Array.from({ length: size }, (_, index) => offset + scale * Math.sin(index * index + phase))
  const feeds = {
    x: tensor(at(120, 1, 30, 0), shape),
    weight: tensor(at(4, 1, 1, 1), [4]),
    bias: tensor(at(4, 1, 0, 2), [4]),
    c: tensor(at(120, 1, 0, 3), shape),
  }
  const [node, webgpu] = await Promise.all(
    (['node', 'webgpu'] as const).map(async (provider) => {
      const model = writeOnnx(graph, { ...backend.target, provider, fused: false })
      const session = await backend.createSession(model)
      return session.run(Object.fromEntries(session.inputs.map((name) => [name, feeds[name as 'x']])))
    }),
  )
  // Measured: 1.3e-5.
  for (const [name, { data }] of node!) {
    const other = webgpu!.get(name)!.data
    const most = Math.max(...data.map(Math.abs))
    expect(most).toBeGreaterThan(0.1)
    expect(Math.max(...data.map((value, index) => Math.abs(value - other[index]!))) / most).toBeLessThan(1e-4)
  }
})

describe('a gradient is refused', () => {
  const graph = new Graph()
  const x = graph.input('x', [4])

  it('of more than one number', () => {
    expect(() => gradient(x, [x])).toThrow('A loss is one number, not of shape [4].')
  })

  it('with respect to what the loss does not depend on', () => {
    const own = new Graph()
    const [read, other] = [own.input('read', [4]), own.input('other', [4])]
    const stored: Pick<TensorEntry, 'key' | 'shape'> = { key: 'a.weight', shape: [2] }
    const weight = own.weight(stored as TensorEntry)
    const loss = reduceSum(read, [0])
    expect(() => gradient(loss, [read, other])).toThrow('The loss does not depend on the value "other".')
    expect(() => gradient(loss, [weight])).toThrow('The loss does not depend on the value "a.weight".')
    expect(() => gradient(loss, [read, own.constant([1], [1])])).toThrow('does not depend on the value 1.')
  })

  it('of another shape than the value’s', () => {
    const wrong = defineOperator<readonly [x: Value]>({
      name: 'wrong',
      shape: ([of]) => of.shape,
      lower: (onnx, inputs) => onnx.node('Identity', inputs),
      gradient: (dy) => [() => reduceSum(dy, [0])],
    })
    expect(() => gradient(reduceSum(wrong([x], undefined), [0]), [x])).toThrow(
      'The gradient of "wrong" with respect to input 0 has shape [].',
    )
  })

  it('through an operator that has none', () => {
    const standard = layerNorm(
      slice(x, { axis: 0, start: 0, end: 2 }),
      x.graph.constant([1, 1], [2]),
      x.graph.constant([1, 1], [2]),
      { epsilon: 1e-5 },
    )
    const loss = reduceSum(multiply(standard, standard), [0])
    const [once] = gradient(loss, [x])
    expect(() => gradient(reduceSum(once!, [0]), [x])).toThrow(
      'The operator "standardisedBackwards" has no gradient.',
    )
  })
})
