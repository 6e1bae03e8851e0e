// A UNet without a middle block, as small distilled ones (segmind/tiny-sd) are, against diffusers' (tools/reference/middleless.py).
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { randomStreams } from '../diffusion/random/streams'
import { openNodeBackend } from '../runtime/node.node'
import { writeOnnx } from '../graph/lowering/writeOnnx'
import { tensor } from '../tensor/tensor'
import { attentionLayers } from './attentionLayers'
import { openCheckpoint } from './checkpoint'
import { editedJson, editedTree, editedWeights } from './fixtures/editedTree.node'
import { unetGraph } from './unetGraph'

it('gives what diffusers gives', async () => {
  const [path, config] = ['unet/diffusion_pytorch_model.safetensors', 'unet/config.json']
  const tree = editedTree('sd1', {
    [config]: await editedJson('sd1', config, { mid_block_type: null }),
    [path]: await editedWeights('sd1', path, (tensors) => {
      for (const key of tensors.keys()) if (key.startsWith('mid_block.')) tensors.delete(key)
    }),
  })
  const { unet } = await openCheckpoint(tree)
  expect(attentionLayers(unet.config).filter(({ place }) => place === 'mid')).toEqual([])
  const backend = await openNodeBackend({ threads: 1 })
  try {
    const graph = unetGraph(unet.config, unet.weights, { batch: 1, height: 8, width: 8, length: 77 })
    const session = await backend.createSession(writeOnnx(graph, backend.target))
    const random = randomStreams(3).stream('main')
    const sample = random.randn([1, 4, 8, 8])
    const results = await session.run({
      sample,
      timestep: tensor(Float32Array.of(301), [1]),
      encoder_hidden_states: random.randn([1, 77, 24]),
    })
    const expected = JSON.parse(
      readFileSync('workers/models/fixtures/middleless.json', 'utf8'),
    ) as readonly number[]
    const output = results.get('output')!.data
    const largest = Math.max(...expected.map(Math.abs))
    const error = Math.max(...expected.map((value, at) => Math.abs(value - output[at]!)))
    expect(error / largest).toBeLessThan(1e-4)
  } finally {
    await backend.dispose()
  }
})
