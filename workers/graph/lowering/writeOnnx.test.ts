import { describe, expect, it } from 'vitest'
import { bytesSource } from '../../weights/bytesSource'
import type { StoredType, TensorEntry } from '../../weights/safetensors'
import { openNodeBackend } from '../../runtime/node.node'
import { tensor } from '../../tensor/tensor'
import { Graph } from '../graph'
import { silu } from '../operators/activation'
import { add, multiply, scale } from '../operators/elementwise'
import { slice, split } from '../operators/layout'
import { linear } from '../operators/linear'
import { liveNodes } from './liveNodes'
import type { LoweringTarget } from './target'
import { writeOnnx } from './writeOnnx'

const target: LoweringTarget = { provider: 'node', compute: 'float32', fused: false }
const numbers = (...values: number[]) => tensor(Float32Array.from(values), [values.length])

/** Two weights of four numbers each in a file, 1 to 4 and 10 to 40, behind 16 other bytes. */
function weightsIn(name: string, dtype: StoredType = 'F32'): [TensorEntry, TensorEntry] {
  const bytes = new Uint8Array(48)
  new Float32Array(bytes.buffer, 16).set([1, 2, 3, 4, 10, 20, 30, 40])
  const file = bytesSource(name, bytes)
  const entry = (key: string, start: number): TensorEntry => ({
    key,
    dtype,
    shape: [4],
    file,
    start,
    byteLength: 16,
  })
  return [entry('a', 16), entry('b', 32)]
}

async function run(graph: Graph, feeds: Record<string, ReturnType<typeof numbers>>) {
  const backend = await openNodeBackend({ threads: 1, fused: false })
  const session = await backend.createSession(writeOnnx(graph, backend.target))
  const outputs = await session.run(feeds)
  await backend.dispose()
  return Object.fromEntries([...outputs].map(([name, { data }]) => [name, [...data]]))
}

describe('what no output needs is left out:', () => {
  it('nodes', () => {
    const graph = new Graph()
    const x = graph.input('x', [2])
    const kept = add(x, x)
    silu(multiply(kept, kept))
    graph.output('y', kept)
    expect(liveNodes(graph).map(({ operator }) => operator.name)).toEqual(['add'])
  })

  it('nodes that only such nodes read, and a branch before one that is read', () => {
    const graph = new Graph()
    const x = graph.input('x', [6])
    const [, second] = split(x, [2, 4], 0)
    const dead = scale(x, 2)
    graph.output('y', silu(second!))
    add(dead, x)
    expect(liveNodes(graph).map(({ operator }) => operator.name)).toEqual(['slice', 'silu'])
  })

  it('inputs and weights', () => {
    const graph = new Graph()
    const [a, b] = weightsIn('w')
    const x = graph.input('x', [4])
    add(graph.input('unused', [4]), graph.weight(b))
    graph.output('y', add(x, graph.weight(a)))
    const model = writeOnnx(graph, target)
    expect(model.inputs.map(({ name }) => name)).toEqual(['x'])
    expect(model.weightBytes).toBe(16)
  })

  it('everything, were there no output, so that is refused', () => {
    expect(() => writeOnnx(new Graph(), target)).toThrow(/has no outputs/)
  })
})

describe('weights', () => {
  it('stay in their files, each named once', async () => {
    const graph = new Graph()
    const [[a, b], [other]] = [weightsIn('unet/w.safetensors'), weightsIn('vae/w.safetensors')]
    const values = [a, b, other, a].map((entry) => graph.weight(entry))
    graph.output('y', values.reduce(add))
    const model = writeOnnx(graph, target)
    expect(new Set(model.externalFiles.map(({ location }) => location)).size).toBe(2)
    expect(model.externalFiles.map(({ file }) => file)).toEqual([a.file, other.file])
    expect(model.weightBytes).toBe(48)
    expect(await run(graph, {})).toEqual({ y: [13, 26, 39, 52] })
  })

  it('that are no floating-point numbers are refused', () => {
    const graph = new Graph()
    graph.output('y', graph.weight(weightsIn('w', 'I32')[0]))
    expect(() => writeOnnx(graph, target)).toThrow(/"a" is stored as I32/)
  })
})

describe('outputs', () => {
  it('may be inputs, weights, constants, and one value under two names', async () => {
    const graph = new Graph()
    const x = graph.input('x', [4])
    const sum = add(x, graph.constant([1, 1, 1, 1], [4]))
    graph.output('sum', sum)
    graph.output('again', sum)
    graph.output('itself', x)
    graph.output('weight', graph.weight(weightsIn('w')[1]))
    graph.output('constant', graph.constant([5], [1]))
    graph.output('further', slice(sum, { axis: 0, start: 1, end: 2 }))
    expect(await run(graph, { x: numbers(0, 1, 2, 3) })).toEqual({
      sum: [1, 2, 3, 4],
      again: [1, 2, 3, 4],
      itself: [0, 1, 2, 3],
      weight: [10, 20, 30, 40],
      constant: [5],
      further: [2],
    })
  })

  it('keep their shape, and every input is told with its own', () => {
    const graph = new Graph()
    const x = graph.input('x', [2, 3])
    graph.output('y', linear(x, graph.input('w', [5, 3])))
    const { inputs, outputs } = writeOnnx(graph, { ...target, compute: 'float16' })
    expect(inputs).toEqual([
      { name: 'x', type: 'float32', shape: [2, 3] },
      { name: 'w', type: 'float32', shape: [5, 3] },
    ])
    expect(outputs).toEqual([{ name: 'y', type: 'float32', shape: [2, 5] }])
  })
})

describe('weights on wasm, whose builds cast from float32 and float16 alone', () => {
  const file = bytesSource('w.safetensors', new Uint8Array(16))
  const loaded = (dtype: TensorEntry['dtype'], count: number, byteLength: number) => {
    const entry: TensorEntry = { key: 'w', dtype, shape: [count], file, start: 0, byteLength }
    const graph = new Graph()
    graph.output('y', add(graph.weight(entry), graph.constant([1], [1])))
    const model = writeOnnx(graph, { provider: 'wasm', compute: 'float32', fused: true })
    return { converted: model.converted?.tensors.map(({ to }) => to), bytes: model.weightBytes }
  }

  it('are converted where they are of another type, to what holds them', () => {
    expect(loaded('F32', 4, 16)).toEqual({ converted: undefined, bytes: 16 })
    expect(loaded('F16', 4, 8)).toEqual({ converted: undefined, bytes: 8 })
    expect(loaded('F8_E4M3', 4, 4)).toEqual({ converted: ['float16'], bytes: 8 })
    expect(loaded('F64', 4, 32)).toEqual({ converted: ['float32'], bytes: 16 })
    expect(loaded('BF16', 4, 8)).toEqual({ converted: ['float32'], bytes: 16 })
  })

  it('in bfloat16 go to half precision where there is much of them', () => {
    const count = 2 ** 28
    expect(loaded('BF16', count, 2 * count)).toEqual({ converted: ['float16'], bytes: 2 * count })
  })
})
