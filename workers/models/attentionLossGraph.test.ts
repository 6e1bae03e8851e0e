// The graph of an attention loss: how far it goes, and what half precision leaves of it. Its numbers are held against diffusers in
// workers/jobs/attendAndExcite.test.ts and pix2PixZero.test.ts.
import { afterAll, describe, expect, it } from 'vitest'
import { writeOnnx } from '../graph/lowering/writeOnnx'
import type { LoweringTarget } from '../graph/lowering/target'
import { peakBytes } from '../graph/peakBytes'
import type { Feeds } from '../runtime/backend'
import { openNodeBackend } from '../runtime/node.node'
import { randomStreams } from '../diffusion/random/streams'
import { tensor, zeros } from '../tensor/tensor'
import { attentionLossGraph } from './attentionLossGraph'
import { exciteWords, matchMaps } from './attentionLosses'
import { openCheckpoint } from './checkpoint'
import { relativeError } from './fixtures/errorsAgainst'
import { checkpointTree } from './fixtures/editedTree.node'

const backend = await openNodeBackend({ threads: 1 })
afterAll(() => backend.dispose())

const { config, weights } = (await openCheckpoint(checkpointTree('sd1'))).unet
const size = { batch: 1, height: 8, width: 8, length: 7 }
const layer = 'attentions.0.transformer_blocks.0.attn2'
const first = [`down_blocks.0.${layer}`]
const all = [...first, `down_blocks.1.${layer}`, `up_blocks.1.${layer}`]

const keysOf = (taps: readonly string[]) => {
  const graph = attentionLossGraph(config, weights, { ...size, taps }, matchMaps)
  const { bytes, inputs } = writeOnnx(graph, backend.target)
  return { written: new TextDecoder('latin1').decode(bytes), inputs: inputs.map(({ name }) => name) }
}

describe('an attention loss', () => {
  it('runs nothing behind the last map that it reads', () => {
    const [near, far] = [keysOf(first), keysOf(all)]
    for (const block of ['mid_block.', 'up_blocks.', 'conv_out.']) expect(near.written).not.toContain(block)
    expect(far.written).toContain('up_blocks.0.')
    expect(far.written).not.toContain('up_blocks.2.')
    expect(near.inputs.filter((name) => !name.startsWith('reference.')).toSorted()).toEqual([
      'encoder_hidden_states',
      'sample',
      'timestep',
    ])
  })

  it('has the same gradient where its blocks are computed again', async () => {
    const run = async (recompute: boolean) => {
      const graph = attentionLossGraph(config, weights, { ...size, taps: all, recompute }, matchMaps)
      const session = await backend.createSession(writeOnnx(graph, backend.target))
      const random = randomStreams(3).stream('main')
      const feeds: Feeds = Object.fromEntries(
        session.inputs.map((name) => [name, random.randn(graph.inputs.get(name)!.shape)]),
      )
      const { data } = (await session.run(feeds)).get('sample.grad')!
      await session.release()
      return { data, peak: peakBytes(graph) }
    }
    const [kept, again] = [await run(false), await run(true)]
    expect(again.data).toEqual(kept.data)
    expect(again.peak).toBeLessThan(kept.peak)
  })

  // Measured: 3.3e-2 of a network whose attention is amplified.
  it('has a gradient in half precision too', async () => {
    const run = async (compute: LoweringTarget['compute'], lossScale: number) => {
      const options = { ...size, taps: [`down_blocks.0.${layer}`], lossScale }
      const graph = attentionLossGraph(config, weights, options, exciteWords({ height: 8, width: 8 }, 2))
      const model = writeOnnx(graph, { ...backend.target, compute })
      const random = randomStreams(3).stream('main')
      const wordTokens = zeros([7, 2])
      wordTokens.data[2 * 2] = wordTokens.data[4 * 2 + 1] = 1
      const outputs = await (
        await backend.createSession(model)
      ).run({
        sample: random.randn([1, 4, 8, 8]),
        timestep: tensor(Float32Array.of(301), [1]),
        encoder_hidden_states: random.randn([1, 7, config.crossAttentionDim]),
        word_tokens: wordTokens,
        token_bias: tensor(Float32Array.of(-1e4, 0, 0, 0, 0, 0, -1e4), [7]),
      })
      const { data, shape } = outputs.get('sample.grad')!
      return tensor(
        data.map((value) => value / lossScale),
        shape,
      )
    }
    const right = await run('float32', 1)
    const error = relativeError(await run('float16', 256), right)
    console.log(`Gradient in half precision: ${error.toExponential(1)}`)
    expect(error).toBeLessThan(0.1)
  })
})
