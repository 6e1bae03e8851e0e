// Add-ons whose tensors have other names, shapes and types than they should: used, or refused in a sentence.
import * as fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { PalimpsestError } from '../../../src/shared/errors'
import { bytesSource } from '../../weights/bytesSource'
import { safetensorsBytes } from '../../weights/fixtures/safetensorsBytes'
import { pathTree } from '../../weights/pathTree.node'
import { openCheckpoint, type Checkpoint } from '../checkpoint'
import { fitAddOns } from './fitAddOns'
import { openAddOn } from './openAddOn'

let checkpoint: Checkpoint
beforeAll(async () => {
  checkpoint = await openCheckpoint(pathTree('workers/models/fixtures/checkpoints/sd1'))
})

const kohya = 'lora_unet_mid_block_attentions_0_transformer_blocks_0_attn2_to_q'
const peft = 'unet.mid_block.attentions.0.transformer_blocks.0.attn2.to_k'
const names = [
  ...[
    'lora_down.weight',
    'lora_up.weight',
    'alpha',
    'dora_scale',
    'lora_mid.weight',
    'hada_w1_a',
    'hada_w1_b',
  ].map((role) => `${kohya}.${role}`),
  ...[
    'hada_w2_a',
    'hada_w2_b',
    'hada_t1',
    'lokr_w1',
    'lokr_w2',
    'lokr_w2_a',
    'lokr_w2_b',
    'diff',
    'diff_b',
  ].map((role) => `${kohya}.${role}`),
  ...['lora_A.weight', 'lora_B.weight', 'lora.down.weight', 'lora.up.weight'].map(
    (role) => `${peft}.${role}`,
  ),
  'emb_params',
  'clip_l',
  '<cat>',
  'unet.down_blocks.0.attentions.0.transformer_blocks.0.attn2.processor.to_k_custom_diffusion.weight',
  'decoder.conv_in.weight',
  'encoder.conv_in.weight',
  'decoder.layers.0.weight',
]
const BYTES = { F32: 4, F16: 2, BF16: 2, F8_E4M3: 1, F64: 8, I8: 1, I64: 8 } as const
const tensors = fc.dictionary(
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, fc.string({ minLength: 1, maxLength: 12 })),
  fc.record({
    dtype: fc.constantFrom(...(Object.keys(BYTES) as (keyof typeof BYTES)[])),
    shape: fc.array(fc.constantFrom(0, 1, 2, 3, 16, 24), { maxLength: 4 }),
  }),
  { minKeys: 1, maxKeys: 6 },
)

it('any add-on is used or refused in a sentence', async () => {
  await fc.assert(
    fc.asyncProperty(tensors, async (given) => {
      let end = 0
      const header = Object.entries(given)
        .filter(([key]) => key !== '__metadata__')
        .map(([key, { dtype, shape }]) => {
          const start = end
          end += shape.reduce<number>((product, side) => product * side, BYTES[dtype])
          return [key, { dtype, shape, data_offsets: [start, end] }] as const
        })
      fc.pre(end < 1e6)
      const bytes = safetensorsBytes(JSON.stringify(Object.fromEntries(header)), new Uint8Array(end).fill(1))
      try {
        const addOn = await openAddOn(bytesSource('x.safetensors', bytes))
        await fitAddOns([{ id: 'x', addOn, strength: { unet: 1, textEncoder: 1 } }], checkpoint)
      } catch (error) {
        if (!(error instanceof PalimpsestError)) throw error
        expect(error.message).toMatch(/^[^\n]+\.$/)
      }
    }),
    { numRuns: 500 },
  )
})
