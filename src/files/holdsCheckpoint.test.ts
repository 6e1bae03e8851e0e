// What a dropped .safetensors file is taken for, by its header.
import { expect, it } from 'vitest'
import { holdsCheckpoint } from './holdsCheckpoint'

const withKeys = (...keys: readonly string[]) =>
  new Blob(['\0\0\0\0\0\0\0\0', JSON.stringify(Object.fromEntries(keys.map((key) => [key, {}])))])

it.each([
  [true, ['model.diffusion_model.out.2.weight', 'first_stage_model.quant_conv.weight']],
  [true, ['model.diffusion_model.out.2.weight', 'cond_stage_model.model.ln_final.weight']],
  [true, ['conditioner.embedders.1.model.ln_final.weight', 'model.diffusion_model.out.2.weight']],
  [false, ['model.diffusion_model.out.2.weight', 'betas']],
  [false, ['first_stage_model.quant_conv.weight']],
  [false, ['lora_unet_mid_block_attentions_0_proj_in.lora_down.weight']],
])('%s: %j', async (isOne, keys) => {
  expect(await holdsCheckpoint(withKeys(...keys))).toBe(isOne)
})
