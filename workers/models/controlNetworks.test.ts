// ControlNets and T2I-Adapters on ONNX Runtime in Node, alone and beside a UNet, against diffusers.
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import type { Graph } from '../graph/graph'
import { writeOnnx } from '../graph/lowering/writeOnnx'
import { openNodeBackend } from '../runtime/node.node'
import { scale } from '../tensor/arithmetic'
import { stackBatch } from '../tensor/batch'
import type { Tensor } from '../tensor/tensor'
import { openPath, pathTree } from '../weights/pathTree.node'
import { readHeader } from '../weights/safetensors'
import { openCheckpoint } from './checkpoint'
import { controlNetGraph, controlNetHintGraph } from './controlNetGraph'
import { controlCases, controlGraph } from './fixtures/controlCases'
import { errorsAgainst, numbersOf, relativeError, unweighed, type Feeds } from './fixtures/errorsAgainst'
import { openControlNetwork } from './openControlNetwork'
import { t2iAdapterGraph } from './t2iAdapterGraph'
import { unetGraph } from './unetGraph'

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url))
const reference = await readHeader((await openPath(`${fixtures}/controlNetworks/numbers.safetensors`))!)
const open = (name: string) => openControlNetwork(pathTree(`${fixtures}/controlNetworks/${name}`))

const TOLERANCE = 1e-4
const HALF_TOLERANCE = 0.1

/** The sums of weighted tensors as a UNet takes them: the same for both of a batch. */
const twice = (x: Tensor, factor = 1): Tensor => scale(stackBatch([x, x]), factor)

describe.each([
  ['fused kernels', true],
  ['plain operators', false],
])('in Node with %s', async (_, fused) => {
  const backend = await openNodeBackend({ fused, threads: 1 })
  const worst: Record<string, number> = {}
  const note = (what: string, error: number) => (worst[what] = Math.max(error, worst[what] ?? 0))
  afterAll(async () => {
    const figures = Object.entries(worst).map(([what, error]) => `${what} ${error.toExponential(1)}`)
    console.log(`Largest relative errors, ${fused ? 'fused' : 'plain'}: ${figures.join(', ')}`)
    await backend.dispose()
  })

  async function run(graph: Graph, feeds: Feeds, target = backend.target) {
    const session = await backend.createSession(writeOnnx(graph, target))
    try {
      return await session.run(feeds)
    } finally {
      await session.release()
    }
  }

  it.each(controlCases.map((one) => [one.name, one] as const))(
    '%s is what diffusers computes',
    async (_, one) => {
      const graph = controlGraph(one, await open(one.folder))
      let inputs: Feeds = {}
      const found = await errorsAgainst(reference, one.name, graph, (graph, feeds) => {
        inputs = feeds
        return run(graph, feeds)
      })
      expect([...found.keys()].sort()).toEqual([...graph.outputs.keys()].sort())
      for (const [output, error] of found) {
        note(one.network, error)
        expect(error, output).toBeLessThanOrEqual(TOLERANCE)
      }
      if (!fused) return
      const half = await errorsAgainst(reference, one.name, graph, (graph, feeds) =>
        run(graph, feeds, { ...backend.target, compute: 'float16' }),
      )
      for (const [output, error] of half) expect(error, `${output}, half`).toBeLessThanOrEqual(HALF_TOLERANCE)
      // A reference that hardly depends on an input could not tell whether the graph reads it.
      for (const [input, { data, shape }] of Object.entries(inputs)) {
        const zeros = { data: data.slice().fill(0), shape } as Tensor
        const without = await errorsAgainst(reference, one.name, graph, (graph, feeds) =>
          run(graph, { ...feeds, [input]: zeros }),
        )
        expect(Math.max(...without.values()), `without ${input}`).toBeGreaterThan(50 * TOLERANCE)
      }
    },
  )

  it.each(['controlnet', 'controlnet-pooled'])(
    'a UNet with "%s" and an adapter is what diffusers computes',
    async (folder) => {
      const name = `beside the UNet, ${folder}`
      const [inputs, outputs] = [
        await numbersOf(reference, name, 'in'),
        await numbersOf(reference, name, 'out'),
      ]
      const given = (input: string) => inputs.get(input)!
      const { unet } = await openCheckpoint(pathTree(`${fixtures}/checkpoints/sd1`))
      const [controlnet, adapter] = [await open(folder), await open('adapter-full')]
      if (controlnet.kind !== 'controlnet' || adapter.kind !== 't2i-adapter') throw new Error('wrong kinds')
      const [batch, , height, width] = given('sample').shape as [number, number, number, number]
      const size = { batch, height, width, length: 7 }
      const pixels = { height: 8 * height, width: 8 * width }
      const [weight, strength] = given('weights').data as unknown as [number, number]
      const shared = {
        sample: given('sample'),
        timestep: given('timestep'),
        encoder_hidden_states: given('encoder_hidden_states'),
      }

      const encoded = await run(controlNetHintGraph(controlnet.config, controlnet.weights, pixels), {
        hint: given('hint'),
      })
      const control = controlNetGraph(controlnet.config, controlnet.weights, size)
      const { residual_weights: ones } = unweighed(control)
      const residuals = await run(control, {
        ...shared,
        encoded_hint: twice(encoded.get('encoded_hint')!),
        residual_weights: scale(ones as Tensor, weight),
      })
      const features = await run(t2iAdapterGraph(adapter.config, adapter.weights, pixels), {
        hint: given('sketch'),
      })
      const graph = unetGraph(unet.config, unet.weights, { ...size, residuals: true, adapter: true })
      const both = await run(graph, {
        ...shared,
        ...Object.fromEntries(residuals),
        ...Object.fromEntries([...features].map(([key, value]) => [key, twice(value, strength)])),
      })
      const error = relativeError(both.get('output'), outputs.get('both')!)
      note('beside the UNet', error)
      expect(error).toBeLessThanOrEqual(TOLERANCE)
      expect(relativeError(outputs.get('neither'), outputs.get('both')!)).toBeGreaterThan(500 * TOLERANCE)
    },
  )
})
