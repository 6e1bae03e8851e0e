// Every network of the tiny checkpoints on ONNX Runtime in Node, against diffusers and transformers.
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { writeOnnx } from '../graph/lowering/writeOnnx'
import { openNodeBackend } from '../runtime/node.node'
import type { Session } from '../runtime/backend'
import type { Tensor } from '../tensor/tensor'
import { openPath, pathTree } from '../weights/pathTree.node'
import { readHeader } from '../weights/safetensors'
import { openCheckpoint, type Checkpoint } from './checkpoint'
import type { Feeds, RunGraph } from './fixtures/errorsAgainst'
import { networkCases, runNetworkCase, type NetworkCase } from './fixtures/networkCases'

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url))
const reference = await readHeader((await openPath(`${fixtures}/networks.safetensors`))!)

const TOLERANCE = 1e-4
/** For what half precision leaves of networks as sensitive as these: it shows that the lowering to it is sound. */
const HALF_TOLERANCE = 0.1

function once<Key, Result>(make: (key: Key) => Promise<Result>): (key: Key) => Promise<Result> {
  const made = new Map<Key, Promise<Result>>()
  return (key) => {
    const result = made.get(key) ?? make(key)
    made.set(key, result)
    return result
  }
}

const openOnce = once((name: string): Promise<Checkpoint> =>
  openCheckpoint(pathTree(`${fixtures}/checkpoints/${name}`)),
)

describe.each([
  ['fused kernels', true],
  ['plain operators', false],
])('in Node with %s', async (_, fused) => {
  const backend = await openNodeBackend({ fused, threads: 1 })
  const worst = { float32: new Map<string, number>(), float16: new Map<string, number>() }
  const note = (compute: keyof typeof worst, network: string, error: number) =>
    worst[compute].set(network, Math.max(error, worst[compute].get(network) ?? 0))
  afterAll(async () => {
    for (const [compute, errors] of Object.entries(worst)) {
      const figures = [...errors].map(([network, error]) => `${network} ${error.toExponential(1)}`)
      if (figures.length > 0)
        console.log(
          `Largest relative errors in ${compute}, ${fused ? 'fused' : 'plain'}: ${figures.join(', ')}`,
        )
    }
    await backend.dispose()
  })

  async function expectSoundInHalf(networkCase: NetworkCase, checkpoint: Checkpoint): Promise<void> {
    const found = await runNetworkCase(networkCase, checkpoint, reference, async (graph, feeds) => {
      const model = writeOnnx(graph, { ...backend.target, compute: 'float16' })
      return (await backend.createSession(model)).run(feeds)
    })
    for (const [output, error] of found) {
      note('float16', networkCase.network, error)
      expect(error, `${output}, half`).toBeLessThanOrEqual(HALF_TOLERANCE)
    }
  }

  /** A reference that hardly depends on an input could not tell whether the graph reads it. */
  async function expectEveryInputToShow(
    networkCase: NetworkCase,
    checkpoint: Checkpoint,
    { inputs, run }: { inputs: Feeds; run: RunGraph },
  ): Promise<void> {
    for (const [input, { data, shape }] of Object.entries(inputs)) {
      const zeros = { data: data.slice().fill(0), shape } as Tensor
      const without = await runNetworkCase(networkCase, checkpoint, reference, (graph, feeds) =>
        run(graph, { ...feeds, [input]: zeros }),
      )
      expect(Math.max(...without.values()), `without ${input}`).toBeGreaterThan(50 * TOLERANCE)
    }
  }

  it.each(networkCases.map((networkCase) => [networkCase.name, networkCase] as const))(
    '%s is what diffusers computes',
    async (_, networkCase) => {
      const checkpoint = await openOnce(networkCase.checkpoint)
      let session: Session | undefined
      let inputs: Feeds = {}
      const run: RunGraph = async (graph, feeds) => {
        inputs = feeds
        session ??= await backend.createSession(writeOnnx(graph, backend.target))
        return session.run(feeds)
      }
      const found = await runNetworkCase(networkCase, checkpoint, reference, run)
      for (const [output, error] of found) {
        note('float32', networkCase.network, error)
        expect(error, output).toBeLessThanOrEqual(TOLERANCE)
      }
      expect(found.size).toBeGreaterThan(0)

      await expectSoundInHalf(networkCase, checkpoint)
      if (fused) {
        await expectEveryInputToShow(networkCase, checkpoint, { inputs, run })
      }
    },
  )
})
