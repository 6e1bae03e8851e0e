import { describe, expect, it } from 'vitest'
import type { FileTree } from '../weights/byteSource'
import { openCheckpoint } from './checkpoint'
import { checkpointTree, editedJson, editedTree, editedWeights } from './fixtures/editedTree.node'

const UNET = 'unet/diffusion_pytorch_model.safetensors'
const VAE = 'vae/diffusion_pytorch_model.safetensors'
const TEXT = 'text_encoder/model.safetensors'

const withConfig = async (path: string, changes: object, name = 'sd1'): Promise<FileTree> =>
  editedTree(name, { [path]: await editedJson(name, path, changes) })

const withWeights = async (path: string, edit: Parameters<typeof editedWeights>[2]): Promise<FileTree> =>
  editedTree('sd1', { [path]: await editedWeights('sd1', path, edit) })

const expectRefused = (tree: FileTree, message: RegExp, code = 'checkpoint'): Promise<void> =>
  expect(openCheckpoint(tree)).rejects.toMatchObject({
    name: 'PalimpsestError',
    code,
    message: expect.stringMatching(message) as string,
  })

describe('a checkpoint', () => {
  // Parameters as PyTorch counts them.
  it.each([
    ['sd1', 'text-to-image', 'kl', 124_763],
    ['sd2', 'text-to-image', 'kl', 85_167],
    ['instruct', 'instruction', 'kl', 125_051],
    ['inpaint', 'inpainting', 'kl', 129_591],
    ['lcm', 'text-to-image', 'kl', 112_215],
    ['tiny-vae', 'text-to-image', 'tiny', 117_043],
  ])('"%s" opens', async (name, kind, vae, parameters) => {
    const checkpoint = await openCheckpoint(checkpointTree(name))
    expect(checkpoint).toMatchObject({ kind, workingSize: 64, parameterCount: parameters })
    expect(checkpoint.label).toContain(name)
    expect(checkpoint.vae.config).toMatchObject({ kind: vae, scaleFactor: 8, latentChannels: 4 })
    const files = ['unet/diffusion_pytorch_model', 'vae/diffusion_pytorch_model', 'text_encoder/model']
    const opened = await Promise.all(files.map((file) => checkpointTree(name).open(`${file}.safetensors`)))
    expect(checkpoint.bytes).toBe(opened.reduce((sum, file) => sum + file!.size, 0))
    expect(checkpoint.bytes).toBeGreaterThan(parameters * (name === 'sd2' ? 4 : 2))
  })

  it('with the positions that early versions saved opens, and they are no parameters', async () => {
    const tree = await withWeights(TEXT, (tensors) =>
      tensors.set('text_model.embeddings.position_ids', {
        dtype: 'I64',
        shape: [1, 77],
        bytes: new Uint8Array(77 * 8),
      }),
    )
    expect((await openCheckpoint(tree)).parameterCount).toBe(124_763)
  })

  it('with 5 channels reads a depth map, with 6 is refused', async () => {
    const channels = async (count: number) =>
      editedTree('sd1', {
        'unet/config.json': await editedJson('sd1', 'unet/config.json', { in_channels: count }),
        [UNET]: await editedWeights('sd1', UNET, (tensors) =>
          tensors.set('conv_in.weight', {
            dtype: 'F16',
            shape: [8, count, 3, 3],
            bytes: new Uint8Array(8 * count * 9 * 2),
          }),
        ),
      })
    expect((await openCheckpoint(await channels(5))).kind).toBe('depth')
    await expectRefused(await channels(6), /takes 6 channels/)
  })
})

describe('what changes nothing', () => {
  const opens = async (path: string, changes: object) =>
    expect(await openCheckpoint(await withConfig(path, changes))).toMatchObject({ parameterCount: 124_763 })

  it.each([
    { _attn_implementation_autoset: true },
    { text_config: { hidden_size: 5 }, logit_scale_init_value: 2.6 },
  ])('is accepted in a text encoder: %j', (changes) => opens('text_encoder/config.json', changes))

  it("is the whole of CLIP around the text encoder's configuration", async () => {
    const path = 'text_encoder/config.json'
    const own = JSON.parse(await editedJson('sd1', path, {})) as object
    const nested = { model_type: 'clip', text_config: own, vision_config: { hidden_size: 9 } }
    const tree = editedTree('sd1', { [path]: JSON.stringify(nested) })
    expect((await openCheckpoint(tree)).textEncoder.config.hiddenSize).toBe(24)
  })
})

describe('the sampler', () => {
  const classOf = async (tree: FileTree) =>
    ((await openCheckpoint(tree)).schedulerConfig as Record<string, string>)['_class_name']

  it('is the one that model_index.json names, whichever wrote the file', async () => {
    const scheduler = ['diffusers', 'UniPCMultistepScheduler']
    expect(await classOf(await withConfig('model_index.json', { scheduler }))).toBe('UniPCMultistepScheduler')
    expect(await classOf(editedTree('sd1', { 'model_index.json': undefined }))).toBe('PNDMScheduler')
  })
})

describe('a folder', () => {
  it.each(['unet', 'vae', 'text_encoder'])('without %s is refused', async (folder) => {
    const path = `${folder}/config.json`
    await expectRefused(editedTree('sd1', { [path]: undefined }), new RegExp(`has no file "${path}"`))
  })

  it.each(['tokenizer/merges.txt', 'tokenizer/tokenizer_config.json', 'scheduler/scheduler_config.json'])(
    'without %s is refused',
    (path) => expectRefused(editedTree('sd1', { [path]: undefined }), new RegExp(`has no file "${path}"`)),
  )

  it.each(['FluxPipeline', 'StableDiffusion3Pipeline', 'WanPipeline', 'QwenImagePipeline'])(
    'of %s is told as such',
    (pipeline) =>
      expectRefused(
        editedTree('sd1', {
          'unet/config.json': undefined,
          'model_index.json': JSON.stringify({ _class_name: pipeline }),
        }),
        new RegExp(`is a ${pipeline} of diffusers, whose network is no UNet`),
      ),
  )

  it.each(['EDMDPMSolverMultistepScheduler', 'EDMEulerScheduler', 'FlowMatchEulerDiscreteScheduler'])(
    'whose sampler is %s is refused, since no other one fits',
    async (name) =>
      expectRefused(
        await withConfig('model_index.json', { scheduler: ['diffusers', name] }),
        new RegExp(`trained on noise of another kind \\(its sampler is ${name}\\)`),
      ),
  )

  it('with pickles alone is refused, with what to do', async () => {
    const tree = editedTree('sd1', { [UNET]: undefined, 'unet/diffusion_pytorch_model.bin': 'not opened' })
    await expectRefused(tree, /"unet\/diffusion_pytorch_model\.bin" is a pickle/, 'weights')
  })

  it('with a truncated file is refused', async () => {
    const whole = await editedWeights('sd1', VAE, () => {})
    await expectRefused(
      editedTree('sd1', { [VAE]: whole.subarray(0, 50_000) }),
      /of the data, of which/,
      'weights',
    )
  })

  it('with networks of different checkpoints is refused', async () => {
    const foreign = async (path: string, name: string) =>
      (await checkpointTree(name).open(path))!.read(0, (await checkpointTree(name).open(path))!.size)
    const tree = editedTree('sd1', {
      [TEXT]: await foreign(TEXT, 'sd2'),
      'text_encoder/config.json': await foreign('text_encoder/config.json', 'sd2'),
    })
    await expectRefused(tree, /the UNet reads 24 numbers a token, the text encoder gives 16/)
  })
})

describe('weights', () => {
  it('with surplus keys are refused, the keys named', async () => {
    const extra = { dtype: 'F16', shape: [2], bytes: new Uint8Array(4) }
    const tree = await withWeights(UNET, (tensors) => tensors.set('conv_in.lora.up', extra).set('x', extra))
    await expectRefused(
      tree,
      /^The weights of "unet" do not fit its config\.json: 2 surplus: "conv_in\.lora\.up", "x"\.$/,
    )
  })

  it('with missing keys are refused, the first named and the rest counted', async () => {
    const tree = await withWeights(VAE, (tensors) => {
      for (const key of tensors.keys()) if (key.startsWith('encoder.mid_block')) tensors.delete(key)
    })
    await expectRefused(
      tree,
      /of "vae".*: 26 missing: "encoder\.mid_block\.resnets\.0\.norm1\.weight", .* and 22 more\.$/,
    )
  })

  it('with misshapen keys are refused, both shapes named', async () => {
    const tree = await withWeights(TEXT, (tensors) => {
      const key = 'text_model.embeddings.token_embedding.weight'
      tensors.set(key, { ...tensors.get(key)!, shape: [24, 634] })
    })
    await expectRefused(
      tree,
      /1 misshapen: ".*token_embedding\.weight" has \[24, 634\] in place of \[634, 24\]\.$/,
    )
  })

  it('that are not floating-point numbers are refused', async () => {
    const tree = await withWeights(UNET, (tensors) => {
      tensors.set('conv_out.bias', { dtype: 'I16', shape: [4], bytes: new Uint8Array(8) })
    })
    await expectRefused(tree, /"conv_out\.bias" is stored as I16/)
  })

  it('with a renamed key are told as missing one and having one too many', async () => {
    const tree = await withWeights(UNET, (tensors) => {
      tensors.set('conv_out.offset', tensors.get('conv_out.bias')!)
      tensors.delete('conv_out.bias')
    })
    await expectRefused(tree, /1 missing: "conv_out\.bias"; 1 surplus: "conv_out\.offset"/)
  })

  it('with an attention of both spellings are refused', async () => {
    const tree = await withWeights(VAE, (tensors) => {
      const key = 'decoder.mid_block.attentions.0.'
      tensors.set(`${key}query.weight`, tensors.get(`${key}to_q.weight`)!)
    })
    await expectRefused(
      tree,
      /7 missing: "decoder\.mid_block\.attentions\.0\.query\.bias".*8 surplus: .*to_k\.bias"/,
    )
  })
})

describe('a configuration', () => {
  it.each<[path: string, changes: object, message: RegExp]>([
    ['unet/config.json', { _class_name: 'UNet3DConditionModel' }, /"_class_name" to "UNet3DConditionModel"/],
    [
      'unet/config.json',
      { down_block_types: ['CrossAttnDownBlock2D', 'AttnDownBlock2D', 'DownBlock2D'] },
      /sets "down_block_types" to \["CrossAttnDownBlock2D","AttnDownBlock2D","DownBlock2D"\]; supported are/,
    ],
    ['unet/config.json', { up_block_types: ['UpBlock2D', 'SkipUpBlock2D', 'UpBlock2D'] }, /SkipUpBlock2D/],
    [
      'unet/config.json',
      { up_block_types: ['UpBlock2D', 'CrossAttnUpBlock2D'] },
      /3 of which it should list/,
    ],
    ['unet/config.json', { mid_block_type: 'UNetMidBlock2D' }, /"mid_block_type" to "UNetMidBlock2D"/],
    [
      'unet/config.json',
      { class_embed_type: 'timestep' },
      /"class_embed_type" to "timestep"; supported is null/,
    ],
    [
      'unet/config.json',
      { quantization_config: { load_in_4bit: true } },
      /its weights are quantised, and such are not read here/,
    ],
    ['unet/config.json', { addition_embed_type: 'text_image' }, /"addition_embed_type" to "text_image"/],
    ['unet/config.json', { resnet_time_scale_shift: 'scale_shift' }, /"resnet_time_scale_shift"/],
    ['unet/config.json', { only_cross_attention: [false, true, false] }, /"only_cross_attention"/],
    ['unet/config.json', { cross_attention_dim: [24, 24, 16] }, /one number for all blocks/],
    ['unet/config.json', { act_fn: 'mish' }, /"act_fn" to "mish"; supported are "silu", "swish"/],
    ['unet/config.json', { norm_num_groups: null }, /"norm_num_groups" to null/],
    [
      'unet/config.json',
      { norm_num_groups: 3 },
      /8 channels, which do not make 3 groups \("norm_num_groups"\)/,
    ],
    ['unet/config.json', { attention_head_dim: 3 }, /do not make 3 attention heads \("attention_head_dim"\)/],
    [
      'unet/config.json',
      // The finest level attends on its way up alone.
      {
        attention_head_dim: [3, 2, 2],
        down_block_types: ['DownBlock2D', 'CrossAttnDownBlock2D', 'DownBlock2D'],
        up_block_types: ['UpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D'],
      },
      /do not make 3 attention heads \("attention_head_dim"\)/,
    ],
    [
      'unet/config.json',
      { block_out_channels: [9, 16, 16], norm_num_groups: 1 },
      /"block_out_channels" to \[9,16,16\]; its first number should be even/,
    ],
    ['unet/config.json', { conv_in_kernel: 2 }, /"conv_in_kernel" to 2; it should be an odd number/],
    ['unet/config.json', { conv_out_kernel: 4 }, /"conv_out_kernel" to 4; it should be an odd number/],
    ['unet/config.json', { freq_shift: 4 }, /"freq_shift" to 4; it should be a whole number from 0 to 3/],
    ['unet/config.json', { attention_head_dim: [2, 2] }, /list of length 3 of whole numbers/],
    ['unet/config.json', { num_attention_heads: 2 }, /"num_attention_heads" to 2/],
    ['unet/config.json', { layers_per_block: 1e9 }, /"layers_per_block" to 1000000000; .* from 1 to 256/],
    ['unet/config.json', { in_channels: '4' }, /"in_channels" to "4"/],
    ['unet/config.json', { a_new_option: 'on' }, /"a_new_option" to "on"; this option is not known/],
    ['unet/config.json', { time_embedding_type: 'fourier' }, /"time_embedding_type" to "fourier"/],
    ['vae/config.json', { _class_name: 'AutoencoderKLTemporalDecoder' }, /"_class_name"/],
    ['vae/config.json', { shift_factor: 0.1 }, /"shift_factor" to 0\.1; supported is null/],
    ['vae/config.json', { down_block_types: ['AttnDownEncoderBlock2D'] }, /"down_block_types"/],
    ['vae/config.json', { scaling_factor: 0 }, /"scaling_factor" to 0/],
    ['text_encoder/config.json', { hidden_act: 'relu' }, /"hidden_act" to "relu"; supported are/],
    ['text_encoder/config.json', { use_attention_mask: true }, /"use_attention_mask" to true/],
    ['text_encoder/config.json', { architectures: ['CLIPTextModelWithProjection'] }, /"architectures"/],
    [
      'text_encoder/config.json',
      { num_attention_heads: 5 },
      /5 attention heads \(.*\), which do not divide 24/,
    ],
  ])('in %s with %j is refused', async (path, changes, message) => {
    const tree = await withConfig(path, changes)
    await expectRefused(tree, message)
    await expectRefused(tree, new RegExp(`^"${path}" of "sd1" `))
  })

  it.each([
    ['unet/config.json', { act_fn: 'swish', decay: 0.9999, _commit_hash: 'abc', dropout: 0.1 }],
    ['unet/config.json', { new_and_off: null, another: false, third: {}, fourth: [], sample_size: [8, 8] }],
    ['text_encoder/config.json', { architectures: null }],
    ['unet/config.json', { mid_block_type: undefined, freq_shift: undefined, layers_per_block: [1, 1, 1] }],
    ['vae/config.json', { force_upcast: undefined, sample_size: 512, use_quant_conv: undefined }],
    [
      'text_encoder/config.json',
      { torch_dtype: 'float16', dtype: undefined, eos_token_id: 2, max_length: 20 },
    ],
  ])('in %s with %j opens', async (path, changes) => {
    expect(await openCheckpoint(await withConfig(path, changes))).toMatchObject({ workingSize: 64 })
  })

  it.each(['unet', 'vae', 'text_encoder'])('of %s that is no object is refused', (folder) =>
    expectRefused(editedTree('sd1', { [`${folder}/config.json`]: '[]' }), /is not a JSON object/),
  )

  it('whose numbers no operator takes is refused', async () => {
    // Its pictures grow on the way down and would have to shrink on the way up.
    const tree = await withConfig('unet/config.json', { downsample_padding: 9 })
    await expectRefused(tree, /describes no network: upsampleNearest: /)
  })
})

describe('a tokenizer', () => {
  it('with ids beyond the text encoder is refused', async () => {
    const tree = await withConfig('tokenizer/vocab.json', { 'cat</w>': 634 })
    await expectRefused(tree, /gives "cat<\/w>" the id 634, and the text encoder has 634 tokens/)
  })

  it('that is longer than the text encoder is refused', async () => {
    const tree = await withConfig('tokenizer/tokenizer_config.json', { model_max_length: 78 })
    await expectRefused(tree, /the tokenizer gives 78 tokens, the text encoder reads 77/)
  })

  it.each([
    [{ model: { type: 'WordPiece', vocab: {}, merges: [] } }, /is not CLIP's byte-level BPE/],
    [{ normalizer: null }, /is not CLIP's byte-level BPE/],
    [{ model: undefined }, /describes no tokenizer/],
  ])('of tokenizer.json with %j is refused', async (changes, message) => {
    await expectRefused(await withConfig('tokenizer/tokenizer.json', changes, 'instruct'), message)
  })
})
