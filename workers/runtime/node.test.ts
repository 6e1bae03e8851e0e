import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Graph } from '../graph/graph'
import { writeOnnx } from '../graph/lowering/writeOnnx'
import { add } from '../graph/operators/elementwise'
import { embedding } from '../graph/operators/embedding'
import { linear } from '../graph/operators/linear'
import { tensor } from '../tensor/tensor'
import type { FileTree } from '../weights/byteSource'
import { bytesSource } from '../weights/bytesSource'
import { openWeights } from '../weights/openWeights'
import { pathTree } from '../weights/pathTree.node'
import { readTensor, WEIGHT_TYPES } from '../weights/safetensors'
import type { Backend } from './backend'
import { misread } from './fixtures/misread'
import { openNodeBackend } from './node.node'

let backend: Backend
beforeAll(async () => {
  backend = await openNodeBackend({ threads: 1 })
})
afterAll(() => backend.dispose())

const onDisk = pathTree('workers/weights/fixtures/sharded')
const inMemory: FileTree = {
  label: 'memory',
  async open(path) {
    const file = await onDisk.open(path)
    return file && bytesSource(file.name, await file.read(0, file.size))
  },
}

describe.each([
  ['mapped from disk', onDisk],
  ['in memory', inMemory],
])('a graph whose weights are %s', (_, tree) => {
  test('computes x aᵀ + bias', async () => {
    const weights = await openWeights(tree, 'unet', 'diffusion_pytorch_model')
    const [a, bias] = [weights.get('a.weight')!, weights.get('a.bias')!]
    const graph = new Graph()
    const x = graph.input('x', [2, 4])
    graph.output('y', linear(x, graph.weight(a), graph.weight(bias)))
    const session = await backend.createSession(writeOnnx(graph, backend.target))

    const input = tensor(Float32Array.from([1, 2, 3, 4, -1, 0, 0.5, 2]), [2, 4])
    const y = (await session.run({ x: input })).get('y')!
    const [matrix, offset] = [await readTensor(a), await readTensor(bias)]
    for (let row = 0; row < 2; row++)
      for (let column = 0; column < 5; column++) {
        let sum = offset[column]!
        for (let k = 0; k < 4; k++) sum += input.data[row * 4 + k]! * matrix[column * 4 + k]!
        expect(y.data[row * 5 + column]).toBeCloseTo(sum, 5)
      }
  })
})

test('holds weights of every type as the numbers that they are', async () => {
  const index = await openWeights(
    pathTree('workers/weights/fixtures/single'),
    'unet',
    'diffusion_pytorch_model',
  )
  const types = [...index.values()].map(({ dtype }) => dtype)
  expect(new Set(types)).toEqual(new Set(WEIGHT_TYPES))
  expect(await misread(backend, index)).toEqual([])
})

test('takes token ids', async () => {
  const graph = new Graph()
  const table = graph.constant([0, 1, 10, 11, 20, 21], [3, 2])
  graph.output('rows', embedding(table, graph.input('ids', [1, 2], 'int32')))
  const session = await backend.createSession(writeOnnx(graph, backend.target))
  const rows = (await session.run({ ids: { data: Int32Array.of(2, 0), shape: [1, 2] } })).get('rows')!
  expect([...rows.data]).toEqual([20, 21, 0, 1])
  expect(rows.shape).toEqual([1, 2, 2])
})

test('refuses feeds that do not fit, by name', async () => {
  const graph = new Graph()
  graph.output('sum', add(graph.input('a', [2]), graph.input('b', [2])))
  const session = await backend.createSession(writeOnnx(graph, backend.target))
  const two = tensor(new Float32Array(2), [2])
  await expect(session.run({ a: two })).rejects.toThrow('input "b"')
  await expect(session.run({ a: two, b: two, c: two })).rejects.toThrow('no input "c"')
  await expect(session.run({ a: two, b: tensor(new Float32Array(3), [3]) })).rejects.toThrow('[2]')
  await expect(session.run({ a: two, b: { data: new Int32Array(2), shape: [2] } })).rejects.toThrow('float32')
})

test('runs of two sessions wait for one another', async () => {
  const graph = new Graph()
  graph.output('sum', add(graph.input('a', [2]), graph.input('b', [2])))
  const model = writeOnnx(graph, backend.target)
  const sessions = [await backend.createSession(model), await backend.createSession(model)]
  const feed = (value: number) => tensor(Float32Array.of(value, value), [2])
  const results = await Promise.all(
    [0, 1, 2, 3].map((value) => sessions[value % 2]!.run({ a: feed(value), b: feed(10) })),
  )
  expect(results.map((result) => result.get('sum')!.data[0])).toEqual([10, 11, 12, 13])
})
