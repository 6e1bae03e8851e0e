import { afterAll, describe, expect, it } from 'vitest'
import { openNodeBackend } from '../runtime/node.node'
import { tensor } from '../tensor/tensor'
import { gradient } from './gradient'
import { Graph, type Value } from './graph'
import { liveNodes } from './lowering/liveNodes'
import { writeOnnx } from './lowering/writeOnnx'
import { silu, tanh } from './operators/activation'
import { reduceSum } from './operators/broadcast'
import { add, multiply, scale } from './operators/elementwise'
import { peakBytes } from './peakBytes'

const backend = await openNodeBackend({ threads: 1 })
afterAll(() => backend.dispose())

const size = 1000

/** Blocks of several values each, every one of which the gradient reads; the first block's result is read by the last one too. */
function blocks(recompute: boolean, count = 6): Graph {
  const graph = new Graph()
  const x = graph.input('x', [size])
  const block = (from: Value) => {
    let hidden = from
    for (let depth = 0; depth < 8; depth++) hidden = tanh(scale(add(hidden, silu(hidden)), 0.9))
    return graph.boundary(hidden)
  }
  const first = block(x)
  let hidden = first
  for (let at = 1; at < count; at++) hidden = block(hidden)
  const loss = reduceSum(multiply(add(hidden, first), hidden), [0])
  graph.output('loss', loss)
  graph.output('dx', gradient(loss, [x], { recompute })[0]!)
  return graph
}

async function run(graph: Graph): Promise<readonly number[]> {
  const session = await backend.createSession(writeOnnx(graph, backend.target))
  const x = tensor(
    Float32Array.from({ length: size }, (_, at) => 1 + Math.sin(at)),
    [size],
  )
  const results = await session.run({ x })
  await session.release()
  return [...results.get('dx')!.data]
}

describe('a gradient whose blocks are computed again', () => {
  it('has the same numbers', async () => {
    const [plain, again] = [await run(blocks(false)), await run(blocks(true))]
    expect(Math.max(...plain.map(Math.abs))).toBeGreaterThan(1e-3)
    expect(again).toEqual(plain)
  })

  it('holds one block at a time, beside what leaves the blocks', () => {
    const [plain, again] = [peakBytes(blocks(false)), peakBytes(blocks(true))]
    // 6 blocks of 32 values against one of them, 6 results and what the way back itself holds.
    expect(again / plain).toBeLessThan(0.4)
  })

  it('computes once more what is inside of the blocks, and not their results', () => {
    const count = (graph: Graph) => liveNodes(graph).filter(({ operator }) => operator.name === 'tanh').length
    expect(count(blocks(false))).toBe(6 * 8)
    expect(count(blocks(true))).toBe(6 * 8 + 6 * 7)
  })
})
