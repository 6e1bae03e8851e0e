// Each operator's lowering on ONNX Runtime in Node, against PyTorch.
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { openNodeBackend } from '../runtime/node.node'
import type { IntTensor, Tensor } from '../tensor/tensor'
import { openPath } from '../weights/pathTree.node'
import { readHeader, readTensor } from '../weights/safetensors'
import { operatorCases } from './fixtures/operatorCases'
import { Graph, type Value } from './graph'
import { writeOnnx } from './lowering/writeOnnx'

const path = fileURLToPath(new URL('fixtures/operators.safetensors', import.meta.url))
const reference = await readHeader((await openPath(path))!)
const namesOf = (name: string): string[] =>
  [...reference.keys()].filter((key) => key.startsWith(`${name}/`)).map((key) => key.slice(name.length + 1))

/** PyTorch's exponential may miss the last bit of a frequency, which at timestep 999 moves the angle by that of 1000. */
const toleranceOf = (name: string): number => (name === 'timestepEmbedding' ? 1e-4 : 2e-6)

it('has a case for every reference', () => {
  const names = [...reference.keys()].map((key) => key.slice(0, key.lastIndexOf('/')))
  expect([...operatorCases.keys()].sort()).toEqual([...new Set(names)].sort())
})

describe.each([
  ['fused kernels', true],
  ['plain operators', false],
])('with %s', async (_, fused) => {
  const backend = await openNodeBackend({ fused, threads: 1 })
  afterAll(() => backend.dispose())

  it.each([...operatorCases])('%s is what PyTorch computes', async (name, build) => {
    const graph = new Graph()
    const inputs: Record<string, Value> = {}
    const feeds: Record<string, Tensor | IntTensor> = {}
    for (const input of namesOf(name).filter((input) => input !== 'out')) {
      const entry = reference.get(`${name}/${input}`)!
      const numbers = await readTensor(entry)
      const isIds = input === 'ids'
      inputs[input] = graph.input(input, entry.shape, isIds ? 'int32' : 'float')
      const { shape } = entry
      feeds[input] = isIds ? { data: Int32Array.from(numbers), shape } : { data: numbers, shape }
    }
    graph.output('out', build(inputs))
    const model = writeOnnx(graph, backend.target)
    const session = await backend.createSession(model)
    const out = (
      await session.run(Object.fromEntries(model.inputs.map(({ name }) => [name, feeds[name]!])))
    ).get('out')!

    const wanted = reference.get(`${name}/out`)!
    const expected = await readTensor(wanted)
    expect(out.shape).toEqual(wanted.shape)
    expect(graph.outputs.get('out')!.shape).toEqual(wanted.shape)
    const largest = Math.max(...expected.map(Math.abs))
    const error = Math.max(...expected.map((value, index) => Math.abs(value - out.data[index]!))) / largest
    expect(error).toBeLessThanOrEqual(toleranceOf(name))
  })
})
