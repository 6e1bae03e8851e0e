// Gradients of whole networks on ONNX Runtime in Node, against PyTorch's autograd.
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { writeOnnx } from '../graph/lowering/writeOnnx'
import { openNodeBackend } from '../runtime/node.node'
import { openPath, pathTree } from '../weights/pathTree.node'
import { readHeader } from '../weights/safetensors'
import { openCheckpoint } from './checkpoint'
import type { RunGraph } from './fixtures/errorsAgainst'
import { gradientCases, runGradientCase } from './fixtures/gradientCases'
import { unetGraph } from './unetGraph'

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url))
const reference = await readHeader((await openPath(`${fixtures}/gradients.safetensors`))!)
const open = (folder: string) => pathTree(`${fixtures}/${folder}`)

/** Of the largest element of each gradient. */
const TOLERANCE = 1e-3

const backend = await openNodeBackend({ threads: 1 })
const worst = new Map<string, number>()
afterAll(async () => {
  const figures = [...worst].map(([network, error]) => `${network} ${error.toExponential(1)}`)
  console.log(`Largest relative errors of gradients: ${figures.join(', ')}`)
  await backend.dispose()
})

// Nothing fused is left in what is differentiated: with plain operators the figures are the same.
it.each(gradientCases.map((one) => [one.name, one] as const))(
  'the gradients of %s are those of PyTorch',
  async (_, one) => {
    const run: RunGraph = async (graph, feeds) =>
      (await backend.createSession(writeOnnx(graph, backend.target))).run(feeds)
    const found = await runGradientCase(one, { open, reference, run })
    expect(found.size).toBeGreaterThan(0)
    for (const [name, error] of found) {
      worst.set(one.network, Math.max(error, worst.get(one.network) ?? 0))
      expect(error, name).toBeLessThanOrEqual(TOLERANCE)
    }
  },
)

it('has no weight as an input that the network does not have', async () => {
  const { unet } = await openCheckpoint(open('checkpoints/sd1'))
  const options = { batch: 1, height: 8, width: 8, length: 5, weightInputs: ['conv_in.weights'] }
  expect(() => unetGraph(unet.config, unet.weights, options)).toThrow(
    'The graph has no weight "conv_in.weights".',
  )
})
