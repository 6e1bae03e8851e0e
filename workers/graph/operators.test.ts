// Each operator's lowering on ONNX Runtime in Node, against PyTorch.
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { openNodeBackend } from '../runtime/node.node'
import { tensor, type IntTensor, type Tensor } from '../tensor/tensor'
import { openPath } from '../weights/pathTree.node'
import { readHeader, readTensor } from '../weights/safetensors'
import { operatorCases } from './fixtures/operatorCases'
import { Graph, type Value } from './graph'
import type { LoweringTarget } from './lowering/target'
import { writeOnnx } from './lowering/writeOnnx'
import { conv2d } from './operators/conv2d'

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

/** What goes around kernels of WebGPU computes the same on the CPU. */
const targets: readonly [string, Pick<LoweringTarget, 'fused'> & Partial<LoweringTarget>, 'stored'?][] = [
  ['fused kernels', { fused: true }],
  ['plain operators', { fused: false }],
  ['plain operators as on WebGPU', { fused: false, provider: 'webgpu' }],
  ['plain operators in float16', { fused: false, compute: 'float16' }],
  ['weights in a file', { fused: true }, 'stored'],
  ['weights in a file as on wasm', { fused: false, provider: 'wasm' }, 'stored'],
  ['weights in a file as on WebGPU', { fused: false, provider: 'webgpu' }, 'stored'],
]
const weightNames = new Set(['weight', 'bias', 'w', 'table'])

describe.each(targets)('with %s', async (_, lowered, stored) => {
  const backend = await openNodeBackend({ fused: lowered.fused, threads: 1 })
  const target = { ...backend.target, ...lowered }
  afterAll(() => backend.dispose())

  const ofWeights = [...operatorCases].filter(([name]) =>
    namesOf(name).some((input) => weightNames.has(input)),
  )
  it.each(stored ? ofWeights : [...operatorCases])('%s is what PyTorch computes', async (name, build) => {
    const graph = new Graph()
    const inputs: Record<string, Value> = {}
    const feeds: Record<string, Tensor | IntTensor> = {}
    for (const input of namesOf(name).filter((input) => input !== 'out')) {
      const entry = reference.get(`${name}/${input}`)!
      if (stored && weightNames.has(input)) {
        inputs[input] = graph.weight(entry)
        continue
      }
      const numbers = await readTensor(entry)
      const isIds = input === 'ids'
      inputs[input] = graph.input(input, entry.shape, isIds ? 'int32' : 'float')
      const { shape } = entry
      feeds[input] = isIds ? { data: Int32Array.from(numbers), shape } : { data: numbers, shape }
    }
    graph.output('out', build(inputs))
    const model = writeOnnx(graph, target)
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
    expect(error).toBeLessThanOrEqual(target.compute === 'float16' ? 1e-3 : toleranceOf(name))
  })
})

it.each([6, 9, 15])(
  'a convolution of %i channels is the same with the zeros that WebGPU is given',
  async (channels) => {
    const backend = await openNodeBackend({ fused: false, threads: 1 })
    const wave = (size: number, step: number) =>
      Float32Array.from({ length: size }, (_, at) => Math.sin(at * step))
    const feeds = {
      x: tensor(wave(channels * 20, 0.7), [1, channels, 4, 5]),
      w: tensor(wave(2 * channels * 9, 0.3), [2, channels, 3, 3]),
    }
    const made = async (provider: LoweringTarget['provider']) => {
      const graph = new Graph()
      const [x, w] = [graph.input('x', feeds.x.shape), graph.input('w', feeds.w.shape)]
      graph.output('out', conv2d(x, w, undefined, { padding: 1 }))
      const session = await backend.createSession(writeOnnx(graph, { ...backend.target, provider }))
      return (await session.run(feeds)).get('out')!
    }
    const [plain, padded] = [await made('node'), await made('webgpu')]
    await backend.dispose()
    expect(padded.shape).toEqual([1, 2, 4, 5])
    padded.data.forEach((value, at) => expect(value).toBeCloseTo(plain.data[at]!, 4))
  },
)
