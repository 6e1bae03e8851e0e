import { expect, it } from 'vitest'
import { Graph } from '../graph/graph'
import { writeOnnx } from '../graph/lowering/writeOnnx'
import { add } from '../graph/operators/elementwise'
import { tensor } from '../tensor/tensor'
import { ortSession } from './ortSession'
import { RunQueue } from './runQueue'

it('lets in what arrives during a run before it gives the outcome, though runs on wasm are one task', async () => {
  const graph = new Graph()
  const x = graph.input('x', [1])
  graph.output('twice', add(x, x))
  const page = new MessageChannel()
  let cancelled = false
  page.port1.addEventListener('message', () => {
    cancelled = true
  })
  page.port1.start()
  const session = ortSession({
    model: writeOnnx(graph, { provider: 'wasm', compute: 'float32', fused: true }),
    queue: new RunQueue(),
    session: {
      // As ONNX Runtime's wasm does: the promise is resolved without leaving the task.
      run: () => {
        page.port2.postMessage('cancel')
        return Promise.resolve({ twice: { data: new Float32Array([2]), dims: [1] } })
      },
      release: () => Promise.resolve(),
    },
    makeTensor: (_, data, shape) => ({ data, dims: shape }),
  })
  await session.run({ x: tensor(new Float32Array([1]), [1]) })
  page.port1.close()
  expect(cancelled).toBe(true)
})
