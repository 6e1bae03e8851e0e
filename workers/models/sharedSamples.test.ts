// Calls that see the same sample: what is computed once for them is what each would have been given alone.
import { afterAll, expect, it } from 'vitest'
import { randomStreams } from '../diffusion/random/streams'
import type { Graph } from '../graph/graph'
import { writeOnnx } from '../graph/lowering/writeOnnx'
import { openNodeBackend } from '../runtime/node.node'
import { splitBatch, stackBatch } from '../tensor/batch'
import { tensor, type Tensor } from '../tensor/tensor'
import { pathTree } from '../weights/pathTree.node'
import { openCheckpoint } from './checkpoint'
import { controlNetGraph } from './controlNetGraph'
import { unweighed } from './fixtures/errorsAgainst'
import { openControlNetwork } from './openControlNetwork'
import { unetGraph } from './unetGraph'

const backend = await openNodeBackend({ threads: 1 })
afterAll(() => backend.dispose())

const { unet } = await openCheckpoint(pathTree('workers/models/fixtures/checkpoints/sd1'))
const size = { height: 8, width: 8, length: 77 }
const samples = [0, 1, 0]
const random = randomStreams(5).stream('main')
const [first, second] = [random.randn([1, 4, 8, 8]), random.randn([1, 4, 8, 8])]
const texts = random.randn([3, 77, unet.config.crossAttentionDim])

async function run(graph: Graph, feeds: Record<string, Tensor>): Promise<ReadonlyMap<string, Tensor>> {
  const session = await backend.createSession(writeOnnx(graph, backend.target))
  return session.run({ encoder_hidden_states: texts, ...feeds })
}

const timesteps = (count: number) => tensor(new Float32Array(count).fill(301), [count])
const whole = { sample: stackBatch([first, second, first]), timestep: timesteps(3) }
const shared = { sample: stackBatch([first, second]), timestep: timesteps(1) }

function expectSame(one: ReadonlyMap<string, Tensor>, other: ReadonlyMap<string, Tensor>): void {
  expect([...one.keys()]).toEqual([...other.keys()])
  for (const [name, { data, shape }] of one) {
    expect(other.get(name)!.shape).toEqual(shape)
    const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const error = data.reduce(
      (most, value, at) => Math.max(most, Math.abs(value - other.get(name)!.data[at]!)),
      0,
    )
    // Products of fewer rows are summed in another order: 3e-7 on Toyland, up to 1.8e-5 with the random weights here.
    expect(error / largest).toBeLessThan(5e-5)
  }
}

it('holds for a UNet, its taps and its deep part', async () => {
  const options = {
    batch: 3,
    ...size,
    taps: ['down_blocks.0.attentions.0.transformer_blocks.0.attn1'],
    deep: { depth: 1, given: false },
  }
  const [separate, together] = [
    await run(unetGraph(unet.config, unet.weights, options), whole),
    await run(unetGraph(unet.config, unet.weights, { ...options, samples }), shared),
  ]
  expectSame(separate, together)
  // Texts that differ are told apart.
  const [one, , third] = splitBatch(together.get('output')!)
  expect(one!.data).not.toEqual(third!.data)
})

it('holds for a ControlNet, and for the UNet that takes its residuals', async () => {
  const { config, weights } = await openControlNetwork(
    pathTree('workers/models/fixtures/controlNetworks/controlnet'),
  )
  if (!('globalPoolConditions' in config)) throw new Error('This is no ControlNet.')
  const hints = [0, 1].map(() => random.randn([1, config.blockOutChannels[0]!, 8, 8])) as [Tensor, Tensor]
  const separate = controlNetGraph(config, weights, { batch: 3, ...size })
  const ones = unweighed(separate) as { readonly residual_weights: Tensor }
  const residuals = await run(separate, {
    ...whole,
    ...ones,
    encoded_hint: stackBatch([hints[0], hints[1], hints[0]]),
  })
  expectSame(
    residuals,
    await run(controlNetGraph(config, weights, { batch: 3, samples, ...size }), {
      ...shared,
      ...ones,
      encoded_hint: stackBatch(hints),
    }),
  )
  const given = Object.fromEntries(residuals)
  const options = { batch: 3, ...size, residuals: true }
  expectSame(
    await run(unetGraph(unet.config, unet.weights, options), { ...whole, ...given }),
    await run(unetGraph(unet.config, unet.weights, { ...options, samples }), { ...shared, ...given }),
  )
})
