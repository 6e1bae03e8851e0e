import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { ByteSource, FileTree } from '../../weights/byteSource'
import { pathTree } from '../../weights/pathTree.node'
import type { TensorEntry } from '../../weights/safetensors'
import { createScheduler } from '../../diffusion/schedulers/createScheduler'
import { createClipTokenizer } from '../../text/clipTokenizer'
import { sizeOf } from '../../tensor/tensor'
import { openCheckpoint } from '../checkpoint'
import type { StoredTensor } from '../fixtures/editedTree.node'
import { singleFileTree } from './fixtures/singleFiles.node'

const clip = pathTree('public/models/clip')
type Edit = (tensors: Map<string, StoredTensor>) => void

const open = (name: string, edits: Parameters<typeof singleFileTree>[1] = {}) =>
  openCheckpoint(singleFileTree(name, edits), { path: `${name}.safetensors`, clip })

const refusal = (name: string, tensors: Edit) =>
  open(name, { tensors }).then(
    () => 'opened',
    (error: Error) => `${error.name}: ${error.message}`,
  )

const one: StoredTensor = { dtype: 'F32', shape: [1], bytes: new Uint8Array(4) }

describe('a checkpoint in one file', () => {
  it.each([
    ['sd1', 'text-to-image', 'PNDMScheduler', 512],
    ['instruct', 'instruction', 'EulerAncestralDiscreteScheduler', 512],
    ['inpaint', 'inpainting', 'PNDMScheduler', 512],
    ['depth', 'depth', 'PNDMScheduler', 512],
  ])('"%s" is told by its shapes', async (name, kind, sampler, size) => {
    const checkpoint = await open(name)
    expect(checkpoint).toMatchObject({ label: name, kind, workingSize: size })
    expect(checkpoint.schedulerConfig).toMatchObject({ _class_name: sampler, prediction_type: 'epsilon' })
  })

  it('reads no weight and copies none: query, key and value are thirds of one tensor', async () => {
    const { textEncoder, vae } = await open('sd2')
    const thirds = ['q', 'k', 'v'].map((name) =>
      textEncoder.weights.get(`encoder.layers.0.self_attn.${name}_proj.weight`),
    )
    const [q, k, v] = thirds as [TensorEntry, TensorEntry, TensorEntry]
    expect(thirds.map((third) => third?.shape.join())).toEqual(['16,16', '16,16', '16,16'])
    expect(k.start).toBe(q.start + q.byteLength)
    expect(v.start).toBe(k.start + k.byteLength)
    expect(vae.weights.get('encoder.mid_block.attentions.0.to_q.weight')!.shape).toEqual([32, 32])
  })

  it('leaves moving averages and the state of the training aside', async () => {
    const plain = await open('sd1')
    const more = await open('sd1', {
      tensors: (tensors) => {
        for (const key of ['model_ema.decay', 'global_step', 'sqrt_alphas_cumprod', 'optimizer_states.0.x'])
          tensors.set(key, one)
      },
    })
    expect(more.parameterCount).toBe(plain.parameterCount)
  })

  it('of another family is told by its name', async () => {
    const add = (key: string) => refusal('sd1', (tensors) => tensors.set(key, one))
    expect(await add('model.diffusion_model.joint_blocks.0.x_block.attn.proj.weight')).toContain(
      'is a checkpoint of Stable Diffusion 3, which is not read here',
    )
    expect(await add('model.diffusion_model.double_blocks.3.img_attn.proj.weight')).toContain('of Flux')
    for (const [key, family] of [
      ['model.diffusion_model.blocks.0.self_attn.q.weight', 'Wan'],
      ['model.diffusion_model.transformer_blocks.0.img_mod.1.weight', 'Qwen-Image'],
      ['model.diffusion_model.noise_refiner.0.attention.qkv.weight', 'Lumina or Z-Image'],
      ['model.diffusion_model.txt_in.individual_token_refiner.blocks.0.mlp.fc1.weight', 'HunyuanVideo'],
      ['model.diffusion_model.input_blocks.1.1.time_stack.0.attn1.to_q.weight', 'Stable Video Diffusion'],
      ['edm_mean', 'Playground 2.5'],
      ['edm_vpred.sigma_max', 'CosXL'],
    ] as const)
      expect(await add(key)).toContain(`is a checkpoint of ${family}, which is not read here`)
  })

  it.each([
    ['input_blocks.0.0.weight.absmax', /quantised to 4 bits \(bitsandbytes/],
    ['input_blocks.0.0.weight.quant_state.bitsandbytes__nf4', /quantised to 4 bits \(bitsandbytes/],
    ['middle_block.1.proj_in.SCB', /quantised to 8 bits \(bitsandbytes, int8/],
    ['middle_block.1.proj_in.scale_weight', /with scales beside them/],
    ['middle_block.1.proj_in.comfy_quant', /with scales beside them/],
    ['middle_block.1.proj_in.weight._data', /quanto/],
    ['middle_block.1.proj_in.qweight', /GPTQ/],
  ])('quantised, with "%s", is refused in words', async (key, sentence) => {
    const said = await refusal('sd1', (tensors) => tensors.set(`model.diffusion_model.${key}`, one))
    expect(said).toMatch(sentence)
  })

  it('whose weights are whole numbers is refused in words', async () => {
    const key = 'model.diffusion_model.input_blocks.0.0.weight'
    const whole: Edit = (tensors) => {
      const { shape, bytes } = tensors.get(key)!
      tensors.set(key, { dtype: 'I8', shape, bytes: bytes.slice(0, bytes.length / 2) })
    }
    expect(await refusal('sd1', whole)).toContain(`The tensor "${key}" of "sd1.safetensors" is stored as I8`)
  })

  it('names what it does not know, and what is missing', async () => {
    expect(await refusal('sd1', (tensors) => tensors.set('adapter.body', one))).toMatch(
      /no part of it .*"adapter.body"/,
    )
    const odd = 'model.diffusion_model.input_blocks.1.7.weight'
    expect(await refusal('sd1', (tensors) => tensors.set(odd, one))).toContain(odd)
    const gone = 'model.diffusion_model.output_blocks.4.0.in_layers.2.weight'
    expect(await refusal('sd1', (tensors) => tensors.delete(gone))).toContain(
      'up_blocks.1.resnets.1.conv1.weight',
    )
    const without = (prefix: string) =>
      refusal('sd1', (tensors) => {
        for (const key of tensors.keys()) if (key.startsWith(prefix)) tensors.delete(key)
      })
    expect(await without('first_stage_model.')).toContain('lacks the autoencoder')
    expect(await without('cond_stage_model.')).toContain('lacks the text encoder')
    expect(await without('model')).toContain('lacks the UNet')
    expect(await without('model.diffusion_model.')).toContain(
      'holds the moving averages (EMA) of its UNet, and not the UNet itself',
    )
  })

  it('of Stable Diffusion XL has both text encoders, and is told by its shapes', async () => {
    const { kind, schedulerConfig, workingSize, secondText, vae, unet } = await open('sdxl')
    expect([kind, workingSize]).toEqual(['text-to-image', 1024])
    expect(schedulerConfig).toMatchObject({ _class_name: 'EulerDiscreteScheduler', steps_offset: 1 })
    expect(vae.config).toMatchObject({ scalingFactor: 0.13025, forceUpcast: true })
    expect(unet.config).toMatchObject({ upcastAttention: false, textTime: { timeDim: 8, inputDim: 60 } })
    expect(secondText!.encoder.config).toMatchObject({ layers: 10, hiddenSize: 24, projectionDim: 12 })
    expect(createClipTokenizer(secondText!.tokenizer).frame([])[2]).toBe(0)
  })

  it('of Stable Diffusion XL that predicts v down to pure noise has the sampler for it', async () => {
    const { schedulerConfig } = await open('sdxl', {
      tensors: (tensors) => void tensors.set('v_pred', one).set('ztsnr', one),
    })
    expect(schedulerConfig).toMatchObject({
      _class_name: 'EulerDiscreteScheduler',
      prediction_type: 'v_prediction',
      rescale_betas_zero_snr: true,
      timestep_spacing: 'trailing',
    })
    const { timesteps } = createScheduler('euler', schedulerConfig, 4, { eta: 0 })
    expect(timesteps).toEqual([999, 749, 499, 249])
  })

  it('of Stable Diffusion XL is refused where it lacks one, and its refiner', async () => {
    const second = 'conditioner.embedders.1.'
    const moved = (to: string | undefined) =>
      refusal('sdxl', (tensors) => {
        for (const [key, tensor] of Array.from(tensors))
          if (key.startsWith(second)) {
            tensors.delete(key)
            if (to !== undefined) tensors.set(key.replace(second, to), tensor)
          }
      })
    expect(await moved(undefined)).toContain('lacks the second text encoder of a checkpoint')
    expect(await moved('conditioner.embedders.0.')).toContain('is the refiner of Stable Diffusion XL')
  })

  it('opens merges whose text encoder lacks "text_model."', async () => {
    const { textEncoder } = await open('sd1', {
      tensors: (tensors) => {
        for (const [key, tensor] of Array.from(tensors)) {
          if (!key.includes('transformer.text_model.')) continue
          tensors.delete(key)
          tensors.set(key.replace('text_model.', ''), tensor)
        }
      },
    })
    expect(textEncoder.config.layers).toBe(12)
  })
})

describe('what a Stable Diffusion 2 file predicts', () => {
  const predictionOf = async (edits: Parameters<typeof singleFileTree>[1]) => {
    const { schedulerConfig, workingSize } = await open('sd2', edits)
    return [(schedulerConfig as { prediction_type: string }).prediction_type, workingSize]
  }
  const key = 'model.diffusion_model.output_blocks.11.1.transformer_blocks.0.norm1.bias'
  const bias =
    (deviation: number): Edit =>
    (tensors) => {
      const values = Float32Array.from({ length: 32 }, (_, at) => (at % 2 === 0 ? deviation : -deviation))
      tensors.set(key, { dtype: 'F32', shape: [32], bytes: new Uint8Array(values.buffer) })
    }

  it.each([
    [
      'its header',
      { tensors: bias(0.01), metadata: { 'modelspec.prediction_type': 'v' } },
      'v_prediction',
      768,
    ],
    [
      'its header',
      { tensors: bias(0.5), metadata: { 'modelspec.prediction_type': 'epsilon' } },
      'epsilon',
      512,
    ],
    [
      'the .yaml beside it',
      { tensors: bias(0.01), yaml: 'model:\n  params:\n    parameterization: "v"\n' },
      'v_prediction',
      768,
    ],
    [
      'the .yaml beside it',
      { tensors: bias(0.5), yaml: 'model:\n  params:\n    linear_start: 1' },
      'epsilon',
      512,
    ],
    ['a normalisation', { tensors: bias(0.5) }, 'v_prediction', 768],
    ['a normalisation', { tensors: bias(0.01) }, 'epsilon', 512],
  ])('is told by %s', async (_, edits, prediction, size) => {
    expect(await predictionOf(edits)).toEqual([prediction, size])
  })

  it('is told by a tensor that has no other use', async () => {
    const tensors: Edit = (all) => {
      bias(0.01)(all)
      all.set('v_pred', one)
    }
    expect(await predictionOf({ tensors })).toEqual(['v_prediction', 768])
  })
})

describe('the real sizes', () => {
  const read = (file: string): unknown =>
    JSON.parse(gunzipSync(readFileSync(new URL(`fixtures/${file}`, import.meta.url))).toString())
  const headers = read('realHeaders.json.gz') as Record<string, Record<string, number[]>>
  headers['sdxl'] = read('sdxlHeader.json.gz') as Record<string, number[]>

  /** A file of that header whose weights nobody reads. */
  function treeOf(shapes: Record<string, number[]>): FileTree {
    let end = 0
    const claims = Object.entries(shapes).map(([key, shape]) => {
      const start = end
      end += 2 * sizeOf(shape)
      return [key, { dtype: 'F16', shape, data_offsets: [start, end] }] as const
    })
    const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(claims)))
    const head = new Uint8Array(8 + json.length)
    new DataView(head.buffer).setBigUint64(0, BigInt(json.length), true)
    head.set(json, 8)
    const file: ByteSource = {
      name: 'v.safetensors',
      size: head.length + end,
      read: async (from, to) => (to <= head.length ? head.slice(from, to) : new Uint8Array(to - from)),
      external: { kind: 'path', path: '' },
    }
    return { label: 'files', open: async (path) => (path === file.name ? file : undefined) }
  }

  // Parameters as PyTorch counts them.
  it.each([
    ['sd15', 1_066_235_307, [8, 8, 8, 8], 12],
    ['sd21', 1_289_952_427, [5, 10, 20, 20], 23],
    ['sdxl', 3_468_837_867, [5, 10, 20], 12],
  ])('of %s have a name for every weight', async (name, parameters, heads, layers) => {
    const { parameterCount, unet, textEncoder } = await openCheckpoint(treeOf(headers[name]!), {
      path: 'v.safetensors',
      clip,
    })
    expect(parameterCount).toBe(parameters)
    expect(unet.config).toMatchObject({
      heads,
      blockOutChannels: [320, 640, 1280, 1280].slice(0, heads.length),
    })
    expect(textEncoder.config).toMatchObject({ layers, heads: name === 'sd21' ? 16 : 12 })
  })
})

describe("CLIP's vocabulary", () => {
  it('gives the ids that everyone knows', async () => {
    const { tokenizer } = await open('sd1')
    const { ids } = createClipTokenizer(tokenizer).tokenize('a photo of a cat')
    expect(Array.from(ids.slice(0, 8))).toEqual([49406, 320, 1125, 539, 320, 2368, 49407, 49407])
    const second = createClipTokenizer((await open('sd2')).tokenizer).tokenize('a photo of a cat')
    expect(Array.from(second.ids.slice(5, 9))).toEqual([2368, 49407, 0, 0])
  })
})
