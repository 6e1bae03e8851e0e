// A file that is chosen as a checkpoint and is something else which people have beside one.
import { expect, it } from 'vitest'
import { bytesSource } from '../../weights/bytesSource'
import { safetensorsBytes } from '../../weights/fixtures/safetensorsBytes'
import { openSingleFile } from './openSingleFile'

const clip = { label: 'clip', open: async () => undefined }

function refusal(...keys: readonly string[]): Promise<{ message: string; hint: string }> {
  const entries = keys.map((key, at) => [
    key,
    { dtype: 'F16', shape: [1], data_offsets: [2 * at, 2 * at + 2] },
  ])
  const bytes = safetensorsBytes(JSON.stringify(Object.fromEntries(entries)), new Uint8Array(2 * keys.length))
  return openSingleFile({ file: bytesSource('x.safetensors', bytes), clip }).then(
    () => expect.unreachable(),
    (error: { message: string; hint: string }) => error,
  )
}

it.each([
  [
    'lora_unet_mid_block_attentions_0_proj_in.lora_down.weight',
    'a LoRA or one of its kin',
    'Open an add-on…',
  ],
  ['unet.mid_block.attentions.0.proj_in.lora_A.weight', 'a LoRA or one of its kin', 'Open an add-on…'],
  ['lora_te_text_model_encoder_layers_0_mlp_fc1.hada_w1_a', 'a LoRA or one of its kin', 'Open an add-on…'],
  ['lora_unet_mid_block_attentions_0_proj_in.lokr_w1', 'a LoRA or one of its kin', 'Open an add-on…'],
  ['emb_params', 'an embedding (Textual Inversion)', 'Open an add-on…'],
  ['clip_g', 'an embedding (Textual Inversion)', 'Open an add-on…'],
  ['decoder.up.0.block.0.conv1.weight', 'an autoencoder (VAE)', 'Open an add-on…'],
  ['control_model.input_hint_block.0.weight', 'a ControlNet', 'on its card'],
  ['controlnet_cond_embedding.conv_in.weight', 'a ControlNet', 'on its card'],
  ['body.0.block1.weight', 'a T2I-Adapter', 'on its card'],
  ['ip_adapter.1.to_k_ip.weight', 'an IP-Adapter', 'no use here'],
  ['text_model.embeddings.token_embedding.weight', 'a text encoder', 'no use here'],
  ['encoder.block.0.layer.0.SelfAttention.q.weight', 'a text encoder', 'no use here'],
  ['params_ema.conv_first.weight', 'an upscaler', 'no use here'],
  ['lora_unet_mid_block_attentions_0_proj_in.diff', 'a LoRA or one of its kin', 'Open an add-on…'],
  ['lora_te1_text_model_encoder_layers_0_mlp_fc1.a1.weight', 'a LoRA or one of its kin', 'Open an add-on…'],
  ['double_blocks.0.img_attn.qkv.lora_A.weight', 'a LoRA or one of its kin', 'Open an add-on…'],
  [
    'mid_block.attentions.0.transformer_blocks.0.attn2.processor.to_k_custom_diffusion.weight',
    'an add-on of Custom Diffusion',
    'Open an add-on…',
  ],
  ['<cat>', 'an embedding (Textual Inversion)', 'Open an add-on…'],
  ['taesd_decoder.1.weight', 'TAESD, a small autoencoder for previews', 'Open an add-on…'],
  ['3.conv.0.weight', 'TAESD, a small autoencoder for previews', 'Open an add-on…'],
  ['lllite_unet_middle_block_1.conditioning1.0.weight', 'a ControlNet-LLLite', 'no use here'],
  ['controlnet_down_blocks.0.weight', 'a ControlNet', 'on its card'],
  ['adapter.conv_in.weight', 'a T2I-Adapter', 'on its card'],
  ['vision_model.embeddings.class_embedding', 'an image encoder (CLIP)', 'no use here'],
  ['input_blocks.0.0.weight', 'a UNet alone, without text encoder and autoencoder', 'Open an add-on…'],
  [
    'diffusion_model.input_blocks.0.0.weight',
    'a UNet alone, without text encoder and autoencoder',
    'Open an add-on…',
  ],
  ['conv_out.weight', 'a UNet alone, without text encoder and autoencoder', 'Open an add-on…'],
])('with "%s" is told as %s', async (key, kind, hint) => {
  const told = await refusal(key, 'something.else')
  expect(told.message).toBe(`"x.safetensors" is ${kind}, not a checkpoint.`)
  expect(told.hint).toContain(hint)
})

it('with a UNet names what else is in it', async () => {
  const { message } = await refusal('model.diffusion_model.input_blocks.0.0.weight', 'emb_params')
  expect(message).toMatch(/belong to no part of it .*"emb_params"/)
})

it('with a UNet and nothing else, or a ControlNet saved with its checkpoint, is told as that', async () => {
  const unet = 'model.diffusion_model.input_blocks.0.0.weight'
  expect((await refusal(unet, 'betas')).message).toBe(
    '"x.safetensors" is a UNet alone, without text encoder and autoencoder, not a checkpoint.',
  )
  expect((await refusal(unet, 'control_model.input_hint_block.0.weight')).message).toContain(
    'a ControlNet, not',
  )
})

it('of PixArt is no file of Wan', async () => {
  const { message } = await refusal('blocks.0.cross_attn.q_linear.weight', 'y_embedder.y_proj.fc1.weight')
  expect(message).toContain('is a checkpoint of PixArt')
})
