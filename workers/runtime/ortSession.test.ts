import { expect, it } from 'vitest'
import { Graph } from '../graph/graph'
import { writeOnnx } from '../graph/lowering/writeOnnx'
import { add } from '../graph/operators/elementwise'
import { PalimpsestError, reportOf } from '../../src/shared/errors'
import { tensor } from '../tensor/tensor'
import { loadFailed, ortSession } from './ortSession'
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

const reportedBy = (act: () => void) => {
  try {
    act()
  } catch (error) {
    return reportOf(error)
  }
  throw new Error('Nothing failed.')
}

it('says in our words what ONNX Runtime says in its own, and keeps those for the console', () => {
  for (const [raw, sentence] of [
    ["Can't create a session. ERROR_CODE: 1, ERROR_MESSAGE: std::bad_alloc", /not enough memory/],
    [
      'failed to call OrtRun(). error code = 6. Failed to allocate memory for requested buffer',
      /not enough memory/,
    ],
    ['ERROR_MESSAGE: No opset import for domain', /could not be loaded/],
  ] as const) {
    const report = reportedBy(() => loadFailed(new Error(raw)))
    expect(report.message).toMatch(sentence)
    expect(report.message + report.hint).not.toMatch(/ERROR|OrtRun|opset/)
    expect(report.detail).toContain(raw)
  }
  const own = new PalimpsestError('weights', 'The download broke off.', 'Try again.')
  expect(() => loadFailed(own)).toThrow(own)
})
