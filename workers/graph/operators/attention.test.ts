// Products that float16 cannot hold: what `upcast` is for.
import { afterAll, expect, it } from 'vitest'
import { openNodeBackend } from '../../runtime/node.node'
import { tensor } from '../../tensor/tensor'
import { Graph } from '../graph'
import { Emitter } from '../lowering/emitter'
import { writeOnnx } from '../lowering/writeOnnx'
import { attention, attentionWithProbabilities } from './attention'
import { matmul } from './matmul'

const backend = await openNodeBackend({ threads: 1 })
afterAll(() => backend.dispose())

const large = tensor(Float32Array.of(300, 300, 300, 300, -300, 300, 300, 300), [1, 2, 4])
const values = tensor(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), [1, 2, 4])

it.each([
  ['fused kernels', true],
  ['plain operators', false],
])('large queries and keys are attended to in half precision, with %s', async (_, fused) => {
  const graph = new Graph()
  const [x, v] = [graph.input('x', [1, 2, 4]), graph.input('v', [1, 2, 4])]
  const options = { heads: 1, scale: 1, upcast: true }
  graph.output('attended', attention(x, x, v, options))
  const { output, probabilities } = attentionWithProbabilities(x, x, v, options)
  graph.output('tapped', output)
  graph.output('probabilities', probabilities)
  const model = writeOnnx(graph, { provider: 'node', compute: 'float16', fused })
  const outputs = await (await backend.createSession(model)).run({ x: large, v: values })
  // Each token attends to itself: its product is 360,000, and that with the other 180,000.
  const itself = [...values.data]
  expect([...outputs.values()].map(({ data }) => [...data])).toEqual([itself, itself, [1, 0, 0, 1]])
})

// wasm itself is tried in e2e/runtime.test.ts.
it.each([
  ['without a mask', undefined],
  ['with a mask of all', [1024, 513]],
  ['with a mask of the keys', [1, 1, 1, 513]],
])('more products than 32 bits count are attended to in parts on wasm, %s', async (_, shape) => {
  const numbers = (shape: readonly number[], step: number) =>
    tensor(
      Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, at) => Math.sin(at * step)),
      shape,
    )
  const feeds = {
    q: numbers([1, 1024, 2048], 0.37),
    k: numbers([1, 513, 2048], 0.011),
    ...(shape && { mask: numbers(shape, 1.7) }),
  }
  const graph = new Graph()
  const [q, k] = [graph.input('q', feeds.q.shape), graph.input('k', feeds.k.shape)]
  graph.output('y', attention(q, k, k, { heads: 1, ...(shape && { mask: graph.input('mask', shape) }) }))
  const run = async (provider: 'wasm' | 'node') => {
    const model = writeOnnx(graph, { provider, compute: 'float32', fused: true })
    return (await (await backend.createSession(model)).run(feeds)).get('y')!.data
  }
  const [parts, whole] = [await run('wasm'), await run('node')]
  expect(parts.reduce((most, value, at) => Math.max(most, Math.abs(value - whole[at]!)), 0)).toBeLessThan(
    1e-5,
  )
  const onnx = new Emitter({ provider: 'wasm', compute: 'float32', fused: true })
  const [node] = graph.nodes
  node!.operator.lower(onnx, ['q', 'k', 'k', ...(shape ? ['mask'] : [])], node!)
  expect(onnx.nodes.filter(({ type }) => type === 'MultiHeadAttention')).toHaveLength(2)
})

// ONNX Runtime's own kernels on the CPU have no float16 product and would hide it: hence the nodes themselves.
it.each([
  [true, ['Cast', 'MatMul', 'Cast']],
  [false, ['MatMul']],
])('the product with upcast %s is emitted as %j', (upcast, types) => {
  const graph = new Graph()
  const x = graph.input('x', [2, 2])
  matmul(x, x, { upcast })
  const onnx = new Emitter({ provider: 'node', compute: 'float16', fused: false })
  const [node] = graph.nodes
  node!.operator.lower(onnx, ['x', 'x'], node!)
  expect(onnx.nodes.map(({ type }) => type)).toEqual(types)
})
