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
