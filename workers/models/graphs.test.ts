// What the graph builders say of themselves: inputs, outputs, shapes and refusals.
import { describe, expect, it } from 'vitest'
import { openCheckpoint } from './checkpoint'
import { clipTextGraph } from './clipTextGraph'
import { checkpointTree } from './fixtures/editedTree.node'
import { adapterShapes, residualShapes, unetGraph } from './unetGraph'
import { vaeDecoderGraph, vaeEncoderGraph } from './vaeGraph'

const [sd1, inpaint, lcm, tiny] = await Promise.all(
  ['sd1', 'inpaint', 'lcm', 'tiny-vae'].map((name) => openCheckpoint(checkpointTree(name))),
)
const size = { batch: 2, height: 9, width: 14 }

describe('the UNet', () => {
  it.each([sd1!, inpaint!])(
    'takes residuals and adapter features of the shapes that are told',
    (checkpoint) => {
      const { config, weights } = checkpoint.unet
      const { inputs } = unetGraph(config, weights, { ...size, length: 5, residuals: true, adapter: true })
      const shapesOf = (prefix: string) =>
        [...inputs].filter(([name]) => name.startsWith(prefix)).map(([, { shape }]) => shape)
      const { down, mid } = residualShapes(config, size)
      expect(shapesOf('down_residual_')).toEqual(down)
      expect(shapesOf('mid_residual')).toEqual([mid])
      expect(shapesOf('adapter_')).toEqual(adapterShapes(config, size))
    },
  )

  it('has the inputs that its configuration asks for, and its taps as outputs', () => {
    const tap = 'mid_block.attentions.0.transformer_blocks.0.attn1'
    const options = { ...size, length: 5, taps: [tap] }
    const { inputs, outputs } = unetGraph(lcm!.unet.config, lcm!.unet.weights, options)
    expect(Object.fromEntries([...inputs].map(([name, { shape }]) => [name, shape]))).toEqual({
      sample: [2, 4, 9, 14],
      timestep: [2],
      timestep_cond: [2, 16],
      encoder_hidden_states: [2, 5, 24],
    })
    expect([...outputs.keys()]).toEqual([tap, 'output'])
    expect(outputs.get(tap)!.shape).toEqual([2, 2, 12, 12])
  })

  it('has no tap where there is no attention', () => {
    const { config, weights } = sd1!.unet
    const taps = ['down_blocks.2.attentions.0.transformer_blocks.0.attn1']
    expect(() => unetGraph(config, weights, { ...size, length: 5, taps })).toThrow(
      /no attention layer "down_b/,
    )
  })

  it('of missing weights is not built', () => {
    const { config, weights } = sd1!.unet
    const fewer = new Map([...weights].filter(([key]) => key !== 'conv_in.bias'))
    expect(() => unetGraph(config, fewer, { ...size, length: 5 })).toThrow(/1 missing: "conv_in\.bias"/)
  })
})

describe('the text encoder', () => {
  it('skips at most all of its layers', () => {
    const { config, weights } = sd1!.textEncoder
    const skip = (clipSkip: number) => clipTextGraph(config, weights, { length: 77, clipSkip })
    expect(skip(2).nodes.length).toBeLessThan(skip(1).nodes.length)
    expect(() => skip(3)).toThrow(/has 2 layers: 3 of them cannot be skipped/)
  })

  it('reads no more tokens than it has positions', () => {
    const { config, weights } = sd1!.textEncoder
    expect(() => clipTextGraph(config, weights, { length: 78, clipSkip: 0 })).toThrow(RangeError)
  })
})

describe('the autoencoder', () => {
  it.each([sd1!, tiny!])('goes from pixels to latent pixels and back', ({ vae: { config, weights } }) => {
    const encoder = vaeEncoderGraph(config, weights, { height: 16, width: 40 })
    expect(encoder.outputs.get('mean')!.shape).toEqual([1, 4, 2, 5])
    expect(encoder.outputs.has('log_variance')).toBe(config.kind === 'kl')
    const decoder = vaeDecoderGraph(config, weights, { height: 2, width: 5 })
    expect(decoder.outputs.get('sample')!.shape).toEqual([1, 3, 16, 40])
  })

  it('refuses a picture of broken latent pixels', () => {
    const { config, weights } = sd1!.vae
    expect(() => vaeEncoderGraph(config, weights, { height: 20, width: 40 })).toThrow(/multiples of 8/)
  })
})
