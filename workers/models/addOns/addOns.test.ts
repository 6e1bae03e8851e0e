// Add-ons that cannot be used, and what is said of them; and the facts that the page shows of those that can.
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { englishOf } from '../../../src/shared/message'
import { bytesSource } from '../../weights/bytesSource'
import { pathTree } from '../../weights/pathTree.node'
import { openCheckpoint, type Checkpoint } from '../checkpoint'
import { repacked } from '../fixtures/editedTree.node'
import { safetensorsOf, type Written } from '../fixtures/safetensorsOf'
import type { AddOn } from './addOn'
import { fitAddOns, type AddOnUse } from './fitAddOns'
import { openAddOn, openAddOnOf } from './openAddOn'

const open = (tensors: Written, { name = 'cat.safetensors', metadata = {} } = {}): Promise<AddOn> =>
  openAddOn(bytesSource(name, safetensorsOf(tensors, metadata)))
const openBytes = (bytes: Uint8Array): Promise<AddOn> => openAddOn(bytesSource('cat.safetensors', bytes))
const text = (content: string): Uint8Array => new TextEncoder().encode(content)
/** How a zip begins whose first file has a name (APPNOTE 4.3.7). */
const zipOf = (name: string): Uint8Array =>
  Uint8Array.of(0x50, 0x4b, 3, 4, ...new Uint8Array(22), name.length, 0, 0, 0, ...text(name))

let checkpoint: Checkpoint
beforeAll(async () => {
  checkpoint = await openCheckpoint(pathTree('workers/models/fixtures/checkpoints/sd1'))
})
const use = (addOn: AddOn, id = addOn.label): AddOnUse => ({
  id,
  addOn,
  strength: { unet: 1, textEncoder: 1 },
})
const fit = async (...addOns: AddOn[]) =>
  fitAddOns(
    addOns.map((addOn) => use(addOn)),
    checkpoint,
  )

const query = 'mid_block.attentions.0.transformer_blocks.0.attn2.to_q'
/** A LoRA of one layer, named as kohya does. */
const lora = (module = query, into = 16): Written => {
  const name = `lora_unet_${module.replaceAll('.', '_')}`
  return { [`${name}.lora_down.weight`]: [2, into], [`${name}.lora_up.weight`]: [16, 2] }
}

describe('a file that is no add-on', () => {
  it.each([
    ['a pickle as PyTorch writes it', text('PK\u0003\u0004...............'), /is a pickle/],
    ['a zip that PyTorch did not write', zipOf('loras/cat.safetensors'), /is an archive/],
    ['one that it did', zipOf('cat/data.pkl'), /is a pickle/],
    ['a compressed file', Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0), /is an archive/],
    ['quantised weights', text('GGUF\u0003\0\0\0\0\0\0\0'), /is of GGUF/],
    [
      'what a server said',
      text('{"error":"Invalid credentials"}'),
      /is a text, .*"\{"error":"Invalid credentials"\}"/,
    ],
    ['an older pickle', Uint8Array.of(0x80, 2, 0x8a, 10, 0, 0, 0, 0, 0, 0), /is a pickle/],
    ['nothing', new Uint8Array(), /is empty/],
    ['a pointer', text('version https://git-lfs.github.com/spec/v1'), /pointer of Git LFS/],
    ['a web page', text('<!DOCTYPE html><html></html>'), /is a web page/],
    ['a text', text('a text of some length'), /is a text, .*"a text of some length"/],
    ['something else', Uint8Array.from({ length: 40 }, (_, at) => 200 - at), /announces a header/],
  ])('%s is refused in words', async (_, bytes, message) => {
    await expect(openBytes(bytes)).rejects.toThrow(message)
  })

  it.each([
    [
      // With an autoencoder in it, which alone would be an add-on.
      {
        'model.diffusion_model.input_blocks.0.0.weight': [4, 4],
        'first_stage_model.decoder.conv_in.weight': [4, 4, 3, 3],
        'first_stage_model.encoder.conv_in.weight': [4, 4, 3, 3],
      },
      /a whole checkpoint in one file, not an add-on/,
    ],
    [
      {
        'model_ema.diffusion_modelinput_blocks00weight': [4, 4],
        'first_stage_model.decoder.conv_in.weight': [4, 4, 3, 3],
        'first_stage_model.encoder.conv_in.weight': [4, 4, 3, 3],
      },
      /a whole checkpoint in one file, not an add-on/,
    ],
    [{ 'double_blocks.0.img_attn.qkv.weight': [4, 4] }, /a checkpoint of Flux/],
    [{ 'adapter.body.0.resnets.0.block1.weight': [4, 4] }, /a T2I-Adapter, not an add-on/],
    [{ 'vision_model.pre_layrnorm.weight': [4] }, /an image encoder \(CLIP\), not an add-on/],
    [{ 'encoder.conv_in.weight': [4, 3, 3, 3] }, /a part of an autoencoder/],
    [{ 'conv_in.weight': [4, 4, 3, 3] }, /a network of a checkpoint/],
    [{ 'controlnet_cond_embedding.conv_in.weight': [4, 3, 3, 3] }, /a ControlNet/],
    [{ 'lora_unet_mid_block_conv.oft_blocks': [1, 2, 2] }, /not read \(OFT/],
    [{ 'lora_unet_a.alpha': [], 'lora_unet_a.oft_blocks': [1, 2, 2] }, /not read \(OFT/],
    [{ 'something.weight': [4, 4] }, /neither LoRA nor embedding .* "something\.weight"/],
    [{}, /holds no tensors/],
  ] as [Written, RegExp][])('%j is refused as what it is', async (tensors, message) => {
    await expect(open(tensors)).rejects.toThrow(message)
  })

  it('a header whose length begins as a pickle does is read all the same', async () => {
    const lengthOf = (bytes: Uint8Array) => Number(new DataView(bytes.buffer).getBigUint64(0, true))
    const bare = lengthOf(safetensorsOf(lora(), { note: '' }))
    const bytes = safetensorsOf(lora(), { note: 'x'.repeat(0x0280 - bare) })
    expect(bytes.slice(0, 2)).toEqual(Uint8Array.of(0x80, 2))
    expect((await openBytes(bytes)).kind).toBe('lora')
  })
})

describe('a LoRA', () => {
  it('whose keys fit nothing is refused', async () => {
    const other = await open(lora('double_blocks.0.img_attn.qkv'))
    await expect(fit(other)).rejects.toThrow('The add-on "cat.safetensors" is for Flux.')
    const unknown = await open(lora('left_blocks.0.to_q'))
    await expect(fit(unknown)).rejects.toThrow(
      /fits nothing .* "lora_unet_left_blocks_0_to_q\.lora_down\.weight"/,
    )
  })

  it('has an alpha that is a whole number, as kohya writes without a precision', async () => {
    const name = `lora_unet_${query.replaceAll('.', '_')}`
    const bytes = repacked(safetensorsOf(lora()), (tensors) => {
      tensors.set(`${name}.alpha`, { dtype: 'I64', shape: [], bytes: Uint8Array.of(4, 0, 0, 0, 0, 0, 0, 0) })
    })
    expect(await openBytes(bytes)).toMatchObject({ kind: 'lora', differences: [{ scale: 2 }] })
  })

  it('in 8 bits is read as fp8, and refused as whole numbers', async () => {
    const stored = (dtype: string) =>
      openBytes(
        repacked(safetensorsOf(lora()), (tensors) => {
          for (const [key, { shape, bytes }] of tensors)
            tensors.set(key, { dtype, shape, bytes: bytes.slice(0, bytes.length / 4) })
        }),
      )
    expect((await stored('F8_E4M3')).kind).toBe('lora')
    expect((await stored('F8_E5M2')).kind).toBe('lora')
    await expect(stored('I8')).rejects.toThrow(/lora_down\.weight" of "cat\.safetensors" is stored as I8/)
  })

  it('with a key that fits nothing is used, and the key named', async () => {
    const { notes, unet } = await fit(await open({ ...lora(), ...lora('extra.layer'), 'loose.key': [1] }))
    expect([...unet.overlays.keys()]).toEqual([`${query}.weight`])
    expect(notes.map(englishOf)).toEqual([
      'The add-on "cat.safetensors" has keys that fit nothing of the checkpoint and were left out: "loose.key", "lora_unet_extra_layer.lora_down.weight", "lora_unet_extra_layer.lora_up.weight".',
    ])
  })

  it('of another family is refused with both widths', async () => {
    const other = await open(lora('mid_block.attentions.0.transformer_blocks.0.attn2.to_k', 2048))
    await expect(fit(other)).rejects.toThrow(/read 2048 numbers a token, and .* reads 24\./)
  })

  it('whose layer is wider is refused with both shapes', async () => {
    await expect(fit(await open(lora(query, 32)))).rejects.toThrow(
      /comes to the product of \[16, 2\] and \[2, 32\], and the weight ".*to_q\.weight" is \[16, 16\]/,
    )
  })

  it('with half of a pair is refused', async () => {
    const { [`lora_unet_${query.replaceAll('.', '_')}.lora_up.weight`]: _, ...half } = lora()
    await expect(open(half)).rejects.toThrow(
      /not whole: the module of ".*lora_down\.weight" lacks one of its tensors/,
    )
  })

  it('whose header is damaged is refused, since its strength is not known', async () => {
    const metadata = { lora_adapter_metadata: '{"unet.lora_alpha": ' }
    await expect(open(lora(), { metadata })).rejects.toThrow('"lora_adapter_metadata" in the header')
  })

  it('twice is refused, under one name or two', async () => {
    const one = await open(lora())
    await expect(fit(one, one)).rejects.toThrow('The recipe uses the add-on "cat.safetensors" twice.')
    const again = await open(lora())
    await expect(fitAddOns([use(one), use(again, 'copy')], checkpoint)).rejects.toThrow(
      'The add-ons "cat.safetensors" and "copy" are the same file.',
    )
  })

  it('tells its size, its hash and the words by which it is called', async () => {
    const metadata = { ss_tag_frequency: '{"10_toy": {"sks toy": 10, "grass": 2}}' }
    expect(await open(lora(), { metadata })).toMatchObject({
      kind: 'lora',
      label: 'cat.safetensors',
      parameterCount: 64,
      triggerWords: ['sks toy'],
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const phrase = { 'modelspec.trigger_phrase': 'sks, toy' }
    expect(await open(lora(), { metadata: phrase })).toMatchObject({ triggerWords: ['sks', 'toy'] })
  })
})

describe('an embedding', () => {
  it('of another width is refused with both', async () => {
    const wide = await open({ '<toy>': [2, 32] })
    await expect(fit(wide)).rejects.toThrow(/read 32 numbers a token, and .* reads 24\./)
  })

  it('of different numbers of vectors for two text encoders is refused', async () => {
    await expect(open({ clip_l: [1, 24], clip_g: [2, 40] })).rejects.toThrow(
      /has 1 vectors for the first text encoder of Stable Diffusion XL, and 2 for the second/,
    )
  })

  it('whose word the tokenizer knows is refused', async () => {
    await expect(fit(await open({ Cat: [1, 24] }))).rejects.toThrow(/"Cat" .* knows already/)
    const named = await open({ emb_params: [1, 24] }, { name: 'house.safetensors' })
    await expect(fit(named)).rejects.toThrow(/"house" .* knows already/)
  })

  it('that teaches the word of another is refused', async () => {
    const two = [
      await open({ '<toy>': [1, 24] }),
      await open({ '<Toy>': [2, 24] }, { name: 'b.safetensors' }),
    ]
    await expect(fit(...two)).rejects.toThrow('both teach the word "<Toy>"')
  })

  it('without a word takes its file’s name', async () => {
    const named = await open({ emb_params: [3, 24] }, { name: 'folder/my.style.safetensors' })
    expect(named.triggerWords).toEqual(['my.style'])
    expect((await fit(named)).words).toEqual([{ word: 'my.style', firstId: 634, count: 3 }])
  })
})

describe('Custom Diffusion', () => {
  const path = 'mid_block.attentions.0.transformer_blocks.0.attn2.processor'

  it('of other shapes is refused with both', async () => {
    const other = await open({ [`${path}.to_k_custom_diffusion.weight`]: [32, 24] })
    await expect(fit(other)).rejects.toThrow(/is \[32, 24\], and the weight .* is \[16, 24\]/)
  })

  it('of another family is refused with both widths', async () => {
    const other = await open({ [`${path}.to_v_custom_diffusion.weight`]: [16, 768] })
    await expect(fit(other)).rejects.toThrow(/read 768 numbers a token, and .* reads 24\./)
  })
})

describe('a folder', () => {
  it('without an add-on is refused', async () => {
    await expect(openAddOnOf(pathTree('workers/models/fixtures/checkpoints/sd1'))).rejects.toThrow(
      'holds no add-on under a usual name',
    )
    await expect(openAddOnOf(pathTree('workers'), 'none.safetensors')).rejects.toThrow(
      'has no file "none.safetensors"',
    )
  })

  it('as PEFT writes it is read with its configuration', async () => {
    const folder = 'workers/jobs/fixtures/addOns/peft-folder'
    const opened = await openAddOnOf(pathTree(folder))
    const config = JSON.parse(readFileSync(`${folder}/adapter_config.json`, 'utf8')) as {
      lora_alpha: number
      r: number
    }
    expect(opened).toMatchObject({
      differences: expect.arrayContaining([
        expect.objectContaining({ scale: expect.closeTo(config.lora_alpha / Math.sqrt(config.r)) }),
      ]),
    })
  })
})
