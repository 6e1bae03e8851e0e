// The shelf's models in their published layouts and real sizes, served as the Hub serves them: redirects to another host, ranges,
// entity tags. Their weights are zeros, since nothing of them is read.
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shelf } from '../../src/engine/shelf'
import { clipVocabulary } from '../text/clipVocabulary'
import { sizeOf } from '../tensor/tensor'
import { hubTree } from '../weights/hubTree'
import { fitAddOns } from './addOns/fitAddOns'
import { openAddOnOf } from './addOns/openAddOn'
import { openCheckpoint } from './checkpoint'
import { openControlNetwork } from './openControlNetwork'

interface Layout {
  readonly config: object
  readonly shapes: Readonly<Record<string, readonly number[]>>
}
const layouts = JSON.parse(
  gunzipSync(readFileSync('workers/models/fixtures/publishedLayouts.json.gz')).toString(),
) as Readonly<Record<string, Layout>>

/** A file: its beginning, and how long it is. */
interface Served {
  readonly head: Uint8Array
  readonly size: number
}
const text = (content: string): Served => {
  const head = new TextEncoder().encode(content)
  return { head, size: head.length }
}
const json = (value: unknown) => text(JSON.stringify(value))

function weights({ shapes }: Layout, dtype: 'F32' | 'F16' = 'F32'): Served {
  const bytes = dtype === 'F32' ? 4 : 2
  let end = 0
  const claims = Object.entries(shapes).map(([key, shape]) => {
    const start = end
    end += bytes * sizeOf(shape)
    return [key, { dtype, shape, data_offsets: [start, end] }] as const
  })
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(claims)))
  const head = new Uint8Array(8 + header.length)
  new DataView(head.buffer).setBigUint64(0, BigInt(header.length), true)
  head.set(header, 8)
  return { head, size: head.length + end }
}

const merges = readFileSync('public/models/clip/merges.txt', 'utf8')

function checkpoint(unet: string, textEncoder: string, sampler: string): Record<string, Served> {
  const second = textEncoder === 'text2'
  const { vocab, config } = clipVocabulary(merges, { pad: second ? '!' : '<|endoftext|>' })
  const network = (folder: string, stem: string, layout: Layout) => ({
    [`${folder}/config.json`]: json(layout.config),
    [`${folder}/${stem}.safetensors`]: weights(layout),
  })
  return {
    'model_index.json': json({ scheduler: ['diffusers', sampler], safety_checker: [null, null] }),
    'scheduler/scheduler_config.json': json({
      _class_name: sampler,
      beta_start: 0.00085,
      beta_end: 0.012,
      beta_schedule: 'scaled_linear',
      num_train_timesteps: 1000,
      set_alpha_to_one: false,
      skip_prk_steps: true,
      steps_offset: 1,
      trained_betas: null,
      clip_sample: false,
    }),
    'tokenizer/vocab.json': json(vocab),
    'tokenizer/merges.txt': text(`#version: 0.2\n${merges}`),
    'tokenizer/tokenizer_config.json': json(config),
    ...network('unet', 'diffusion_pytorch_model', layouts[unet]!),
    ...network('vae', 'diffusion_pytorch_model', layouts['vae']!),
    ...network('text_encoder', 'model', layouts[textEncoder]!),
  }
}

const alone = (layout: Layout): Record<string, Served> => ({
  'config.json': json(layout.config),
  'diffusion_pytorch_model.safetensors': weights(layout),
})
const controlNet = alone(layouts['controlnet']!)
const adapter = {
  ...alone(layouts['adapter']!),
  'diffusion_pytorch_model.fp16.safetensors': weights(layouts['adapter']!, 'F16'),
}

const repositories: Readonly<Record<string, Readonly<Record<string, Served>>>> = {
  'timbrooks/instruct-pix2pix': checkpoint('instruct', 'text1', 'EulerAncestralDiscreteScheduler'),
  'stable-diffusion-v1-5/stable-diffusion-v1-5': checkpoint('unet1', 'text1', 'PNDMScheduler'),
  'stabilityai/stable-diffusion-2-depth': checkpoint('depth', 'text2', 'PNDMScheduler'),
  ...Object.fromEntries(
    shelf
      .filter(({ kind }) => kind === 'network')
      .map(({ address, purpose }) => [address, purpose === 'adapter' ? adapter : controlNet]),
  ),
  'madebyollin/taesd': alone(layouts['taesd']!),
  'latent-consistency/lcm-lora-sdv1-5': {
    'pytorch_lora_weights.safetensors': weights(layouts['lcm']!, 'F16'),
  },
}

let server: Server
let base: string
beforeAll(async () => {
  server = createServer((request, response) => {
    const [, owner, name, where, , ...path] = decodeURIComponent(request.url ?? '').split('/')
    const file = repositories[`${owner}/${name}`]?.[path.join('/')]
    if (!file) return void response.writeHead(404).end('Entry not found')
    if (where === 'resolve' && path.at(-1)!.endsWith('.safetensors'))
      return void response.writeHead(302, { Location: request.url!.replace('/resolve/', '/cdn/') }).end()
    const [from, to] = /bytes=(\d+)-(\d+)/
      .exec(request.headers.range ?? '')!
      .slice(1)
      .map(Number) as [number, number]
    const end = Math.min(to + 1, file.size)
    const part = new Uint8Array(end - from)
    part.set(file.head.subarray(from, end))
    response.writeHead(206, { ETag: '"one"', 'Content-Range': `bytes ${from}-${end - 1}/${file.size}` })
    response.end(part)
  })
  // A busy machine may take longer from one request to the next than a connection is kept by default.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, resolve))
  base = `http://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const kinds: Readonly<Record<string, string>> = {
  instructions: 'instruction',
  pictures: 'text-to-image',
  depth: 'depth',
  control: 'controlnet',
  adapter: 't2i-adapter',
}

describe.each(shelf.filter(({ kind }) => kind !== 'add-on'))('$address', (model) => {
  it('opens in its published layout, and is as large as the shelf says', async () => {
    const tree = hubTree({ repository: model.address, base })
    const opened = model.kind === 'network' ? await openControlNetwork(tree) : await openCheckpoint(tree)
    expect(opened.kind).toBe(kinds[model.purpose])
    expect(opened.bytes / model.bytes).toBeCloseTo(1, 1)
  })
})

describe('what the shelf has to go with them', () => {
  const bytesIn = (address: string, name: string) => repositories[address]![name]!.size
  const published = (address: string) => shelf.find((model) => model.address === address)!.bytes

  it('a LoRA for few steps, every key of which fits Stable Diffusion 1.5', async () => {
    const address = 'latent-consistency/lcm-lora-sdv1-5'
    // The checkpoint's layout is that of the shelf's own.
    const checkpoint = await openCheckpoint(
      hubTree({ repository: 'stable-diffusion-v1-5/stable-diffusion-v1-5', base }),
    )
    const addOn = await openAddOnOf(hubTree({ repository: address, base }))
    const use = { id: 'lcm', addOn, strength: { unet: 1, textEncoder: 1 } }
    const { unet, notes } = await fitAddOns([use], checkpoint)
    expect(notes).toEqual([])
    expect(unet.overlays.size).toBe(Object.keys(layouts['lcm']!.shapes).length / 3)
    expect(bytesIn(address, 'pytorch_lora_weights.safetensors') / published(address)).toBeCloseTo(1, 1)
  })

  it('a decoder for previews', async () => {
    const address = 'madebyollin/taesd'
    const addOn = await openAddOnOf(hubTree({ repository: address, base }))
    expect(addOn).toMatchObject({ kind: 'preview-decoder' })
    expect(bytesIn(address, 'diffusion_pytorch_model.safetensors') / published(address)).toBeCloseTo(1, 1)
  })
})
