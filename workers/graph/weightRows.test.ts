import { expect, it } from 'vitest'
import { openNodeBackend } from '../runtime/node.node'
import { tensor } from '../tensor/tensor'
import { bytesSource } from '../weights/bytesSource'
import { Graph } from './graph'
import { writeOnnx } from './lowering/writeOnnx'
import { scale } from './operators/elementwise'
import { rowsOf } from './weightRows'

it('rows of a weight are the same, read from its file alone or cut out of what was computed', async () => {
  const bytes = new Uint8Array(64)
  new Float32Array(bytes.buffer, 16).set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  const graph = new Graph()
  const file = bytesSource('weights', bytes)
  const stored = graph.weight({ key: 'w', dtype: 'F32', shape: [4, 3], file, start: 16, byteLength: 48 })
  const alone = rowsOf(stored, 1, 3)
  graph.output('alone', scale(alone, 2))
  graph.output('cut', rowsOf(scale(graph.input('x', [4, 3]), 2), 1, 3))
  expect(alone.origin).toMatchObject({ kind: 'weight', entry: { start: 28, byteLength: 24 } })
  const backend = await openNodeBackend({ threads: 1 })
  const session = await backend.createSession(writeOnnx(graph, backend.target))
  const x = tensor(new Float32Array(bytes.buffer, 16, 12).slice(), [4, 3])
  const outputs = await session.run({ x })
  await backend.dispose()
  for (const name of ['alone', 'cut']) {
    expect(outputs.get(name)!.shape).toEqual([2, 3])
    expect([...outputs.get(name)!.data]).toEqual([8, 10, 12, 14, 16, 18])
  }
})
