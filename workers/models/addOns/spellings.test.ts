// The names that programs give to a layer, each with the weight that it has to come to; and what else lies in their files.
import { beforeAll, describe, expect, it } from 'vitest'
import { englishOf } from '../../../src/shared/message'
import { bytesSource } from '../../weights/bytesSource'
import { pathTree } from '../../weights/pathTree.node'
import { readTensor } from '../../weights/safetensors'
import { openCheckpoint, type Checkpoint } from '../checkpoint'
import { safetensorsOf, type Written } from '../fixtures/safetensorsOf'
import { fitAddOns, type NetworkOverlays } from './fitAddOns'
import { openAddOn } from './openAddOn'

let [sd1, xl]: [Checkpoint, Checkpoint] = [undefined!, undefined!]
beforeAll(async () => {
  const folder = (name: string) => pathTree(`workers/models/fixtures/checkpoints/${name}`)
  ;[sd1, xl] = await Promise.all([openCheckpoint(folder('sd1')), openCheckpoint(folder('sdxl'))])
})

const open = (tensors: Written, name = 'cat.safetensors', metadata = {}) =>
  openAddOn(bytesSource(name, safetensorsOf(tensors, metadata)))
const fit = async (tensors: Written, checkpoint = sd1, name = 'cat') =>
  fitAddOns(
    [
      {
        id: 'cat',
        addOn: await open(tensors, `${name}.safetensors`),
        strength: { unet: 1, textEncoder: 1 },
      },
    ],
    checkpoint,
  )
const onlyKey = ({ overlays }: NetworkOverlays) => {
  expect(overlays.size).toBe(1)
  return [...overlays.keys()][0]
}
const pair = (name: string, width: number, [down, up]: readonly [string, string]): Written => ({
  [`${name}${down}`]: [2, width],
  [`${name}${up}`]: [width, 2],
})
const kohya = ['.lora_down.weight', '.lora_up.weight'] as const
const peft = ['.lora_A.weight', '.lora_B.weight'] as const
const adapter = ['.lora_A.default.weight', '.lora_B.default.weight'] as const
const diffusers = ['.lora.down.weight', '.lora.up.weight'] as const
const old = ['_lora.down.weight', '_lora.up.weight'] as const

const query = 'mid_block.attentions.0.transformer_blocks.0.attn2.to_q'
const ldmQuery = 'middle_block.1.transformer_blocks.0.attn2.to_q'
const alike = (name: string) => name.replaceAll('.', '_')

describe('a layer of the UNet is found', () => {
  it.each([
    ['kohya', `lora_unet_${alike(query)}`, kohya],
    ['kohya, LDM’s blocks', `lora_unet_${alike(ldmQuery)}`, kohya],
    ['LyCORIS', `lycoris_${alike(query)}`, kohya],
    ['OneTrainer, dots', `lora_unet.${query}`, kohya],
    ['OneTrainer, LDM’s blocks', `unet.${ldmQuery}`, kohya],
    ['ComfyUI', `diffusion_model.${ldmQuery}`, peft],
    ['PEFT', `base_model.model.${query}`, peft],
    ['PEFT, an adapter’s name', `base_model.model.${query}`, adapter],
    ['PEFT behind the network’s name', `unet.base_model.model.${query}`, peft],
    ['PEFT in front of it', `base_model.model.unet.${query}`, peft],
    ['diffusers', `unet.${query}`, diffusers],
    ['diffusers without a prefix', query, diffusers],
    ['old diffusers', `unet.${query.replace('to_q', 'processor.to_q')}`, old],
    ['old diffusers without a prefix', query.replace('to_q', 'processor.to_q'), old],
  ] as const)('as %s names it', async (_, name, ends) => {
    const { unet, notes } = await fit(pair(name, 16, ends))
    expect(onlyKey(unet)).toBe(`${query}.weight`)
    expect(notes).toEqual([])
  })
})

const layer = 'encoder.layers.0.self_attn'

describe('a layer of a text encoder is found', () => {
  it.each([
    ['kohya', `lora_te_text_model_${alike(layer)}_q_proj`, kohya],
    ['kohya, as for XL', `lora_te1_text_model_${alike(layer)}_q_proj`, kohya],
    ['OneTrainer', `clip_l.text_model.${layer}.q_proj`, kohya],
    ['OneTrainer, dots', `lora_te.text_model.${layer}.q_proj`, kohya],
    ['ComfyUI', `text_encoders.clip_l.transformer.text_model.${layer}.q_proj`, peft],
    ['PEFT', `base_model.model.text_model.${layer}.q_proj`, peft],
    ['PEFT behind the network’s name', `text_encoder.base_model.model.text_model.${layer}.q_proj`, peft],
    ['diffusers', `text_encoder.text_model.${layer}.q_proj`, diffusers],
    [
      'diffusers, older',
      `text_encoder.text_model.${layer}.q_proj`,
      ['.lora_linear_layer.down.weight', '.lora_linear_layer.up.weight'],
    ],
    ['old diffusers', `text_encoder.text_model.${layer}.to_q`, old],
  ] as const)('as %s names it', async (_, name, ends) => {
    const { textEncoder, notes } = await fit(pair(name, 24, ends))
    expect(onlyKey(textEncoder)).toBe(`text_model.${layer}.q_proj.weight`)
    expect(notes).toEqual([])
  })

  it.each([
    ['kohya', `lora_te2_text_model_${alike(layer)}_q_proj`, kohya],
    ['OneTrainer', `clip_g.text_model.${layer}.q_proj`, kohya],
    ['diffusers', `text_encoder_2.text_model.${layer}.q_proj`, diffusers],
    ['ComfyUI', `text_encoders.clip_g.transformer.text_model.${layer}.q_proj`, peft],
    // Both encoders have the layer; the width tells.
    ['PEFT, which does not say whose it is', `base_model.model.text_model.${layer}.q_proj`, peft],
  ] as const)('in XL’s second as %s names it', async (_, name, ends) => {
    const { textEncoder, secondTextEncoder, notes } = await fit(pair(name, 20, ends), xl)
    expect(textEncoder.overlays.size).toBe(0)
    expect(onlyKey(secondTextEncoder)).toMatch(/encoder\.layers\.0\.self_attn\.q_proj\.weight$/)
    expect(notes).toEqual([])
  })
})

describe('what else may stand in a LoRA’s file', () => {
  const lora = pair(`lora_unet_${alike(query)}`, 16, kohya)

  it('a weight that takes the place of the checkpoint’s', async () => {
    const { unet } = await fit({ [`lora_unet_${alike(query)}.set_weight`]: [16, 16] })
    expect(unet.overlays.get(`${query}.weight`)).toMatchObject([{ replacement: { shape: [16, 16] } }])
    await expect(fit({ [`lora_unet_${alike(query)}.set_weight`]: [8, 16] })).rejects.toThrow(
      /comes to \[8, 16\], and the weight .* is \[16, 16\]/,
    )
    await expect(fit({ ...lora, [`lora_unet_${alike(query)}.set_weight`]: [16, 16] })).rejects.toThrow(
      /takes the place of a weight that other tensors change/,
    )
  })

  it('the lengths of rows in the shape of columns, as diffusers writes them for convolutions', async () => {
    const convolution = 'lora_unet_down_blocks_2_resnets_0_conv1'
    const ofSize = async (count: number) => {
      const { unet } = await fit({
        [`${convolution}.lora_down.weight`]: [2, 8, 3, 3],
        [`${convolution}.lora_up.weight`]: [16, 2, 1, 1],
        [`${convolution}.dora_scale`]: [1, count, 1, 1],
      })
      return unet.overlays.get('down_blocks.2.resnets.0.conv1.weight')
    }
    expect(await ofSize(16)).toMatchObject([{ magnitude: { of: 'rows' } }])
    expect(await ofSize(8)).toMatchObject([{ magnitude: { of: 'columns' } }])
    await expect(ofSize(7)).rejects.toThrow(/comes to \[1, 7, 1, 1\]/)
  })

  it('words of Textual Inversion, in each form', async () => {
    for (const keys of [['clip_l'], ['emb_params'], ['string_to_param.*']]) {
      const tensors = { ...lora, [`bundle_emb.<toy.2>.${keys[0]}`]: [3, 24] }
      const opened = await open(tensors)
      expect(opened).toMatchObject({ kind: 'lora', textWidth: 24, triggerWords: ['<toy.2>'] })
      const { words, vectors, unet, notes } = await fit(tensors)
      expect(words).toEqual([{ word: '<toy.2>', firstId: 634, count: 3 }])
      const entry = opened.kind === 'lora' ? opened.words![0]!.vectors : undefined
      expect([...vectors.data]).toEqual([...(await readTensor(entry!))])
      expect([onlyKey(unet), notes]).toEqual([`${query}.weight`, []])
    }
  })

  it('words for both encoders of XL', async () => {
    const tensors = { 'bundle_emb.toy.clip_g': [2, 20], 'bundle_emb.toy.clip_l': [2, 16] }
    const { words, vectors, secondVectors } = await fit(tensors, xl)
    expect(words).toEqual([{ word: 'toy', firstId: 634, count: 2 }])
    expect([vectors.shape, secondVectors?.shape]).toEqual([
      [2, 16],
      [2, 20],
    ])
    await expect(fit({ ...lora, ...tensors })).rejects.toThrow(/read 36 numbers a token, and .* reads 24/)
    await expect(fit({ ...tensors, 'bundle_emb.toy.clip_l': [1, 16] }, xl)).rejects.toThrow(
      /1 vectors .* and 2/,
    )
  })

  it('words that texts have anyway, which are left out by name', async () => {
    const { words, notes } = await fit({
      ...lora,
      'bundle_emb.house.clip_l': [1, 24],
      'bundle_emb.qx.clip_l': [1, 24],
    })
    expect(words.map(({ word }) => word)).toEqual(['qx'])
    expect(notes.map(englishOf)).toEqual([
      'The word "house" inside of the add-on "cat" was left out: texts have that word anyway, and it means there what it did.',
    ])
  })

  it('words of another width than the LoRA’s', async () => {
    const key = `lora_unet_${alike(query.replace('to_q', 'to_k'))}`
    const wide = { [`${key}.lora_down.weight`]: [2, 24], [`${key}.lora_up.weight`]: [16, 2] }
    await expect(fit({ ...wide, 'bundle_emb.qx.clip_l': [1, 32] })).rejects.toThrow(
      /words inside of "cat" have vectors of 32 numbers, and its LoRA is for checkpoints that read 24 a token/,
    )
  })

  it('what is no word’s vectors, by name', async () => {
    const { notes } = await fit({
      ...lora,
      'bundle_emb.qx.clip_l': [1, 24],
      'bundle_emb.qx.clip_l_out': [1, 24],
      'bundle_emb.loose': [1, 24],
      'lora_unet_x.lora_B.bias': [4],
    })
    expect(notes.map(englishOf)).toEqual([
      'The add-on "cat" has keys that fit nothing of the checkpoint and were left out: "lora_unet_x.lora_B.bias", ' +
        '"bundle_emb.loose", "bundle_emb.qx.clip_l_out".',
    ])
  })
})

describe('an embedding', () => {
  it.each(['emb_params', 'string_to_param.*', 'clip_l', 'text_encoders_0'])(
    'under "%s" is called as its file',
    async (key) => {
      const { words, textWidth } = (await open({ [key]: [3, 24] }, 'my.style.safetensors')) as never
      expect({ words, textWidth }).toMatchObject({ words: [{ word: 'my.style' }], textWidth: 24 })
    },
  )

  it('with more than its vectors names the rest', async () => {
    const { words, notes } = await fit({ clip_l: [2, 24], clip_l_out: [2, 24] }, sd1, 'qx')
    expect(words).toEqual([{ word: 'qx', firstId: 634, count: 2 }])
    expect(notes.map(englishOf)).toEqual([
      'The add-on "cat" has keys that fit nothing of the checkpoint and were left out: "clip_l_out".',
    ])
  })

  it.each([
    { clip_l: [2, 24], t5xxl: [2, 64] },
    { clip_l: [2, 24], clip_g: [2, 40], t5: [2, 64] },
    { 'bundle_emb.qx.t5': [2, 64] },
  ] as Written[])('for text encoders of another family is told: %j', async (tensors) => {
    await expect(open(tensors)).rejects.toThrow(/"cat" has words for other text encoders than CLIP’s/)
  })
})

describe('a file of another kind is told as what it is', () => {
  it.each([
    [{ 'unet:0:up': [8, 4], 'unet:0:down': [4, 8] }, /numbers in place of names/],
    [{ 'image_proj.norm.weight': [8], 'ip_adapter.1.to_q_lora.down.weight': [4, 8] }, /IP-Adapter/],
    [{ lora_controlnet: [], 'input_blocks.1.0.in_layers.2.down': [4, 8, 3, 3] }, /Control-LoRA/],
    [{ 'base_model.model.a.ia3_l': [8] }, /not read \(OFT, IA3/],
    [{ 'lora_x.unknown': [2, 4] }, /neither LoRA nor embedding/],
  ] as [Written, RegExp][])('%j', async (tensors, message) => {
    await expect(open(tensors)).rejects.toThrow(message)
  })

  it.each([
    [
      pair('down_blocks.0.motion_modules.0.temporal_transformer.transformer_blocks.0.attn1.to_q', 8, peft),
      /motion module of AnimateDiff/,
    ],
    [pair('diffusion_model.blocks.0.self_attn.q', 8, peft), /for a transformer, not a UNet/],
    [pair('lora_unet_blocks_0_self_attn_q', 8, kohya), /for a transformer, not a UNet/],
    [pair('transformer.transformer_blocks.0.attn.to_q', 8, peft), /for a transformer, not a UNet/],
    [pair('diffusion_model.double_blocks.0.img_attn.qkv', 8, peft), /for Flux/],
    [pair('lora_unet_joint_blocks_0_x_block_attn_qkv', 8, kohya), /for Stable Diffusion 3/],
    [pair('diffusion_model.layers.0.attention.to_q', 8, peft), /for a transformer, not a UNet/],
  ] as const)('%j', async (tensors, message) => {
    await expect(fit(tensors)).rejects.toThrow(message)
  })
})
