// A checkpoint with random weights in half precision, in the diffusers layout, of whatever size its configurations ask for.
import { mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Shape } from '../../workers/graph/graph'
import { float16FromFloat32 } from '../../workers/graph/lowering/float16FromFloat32'
import { readClipTextConfig, readProjectingClipTextConfig } from '../../workers/models/clipTextConfig'
import { clipTextShapes } from '../../workers/models/clipTextGraph'
import { ConfigReader } from '../../workers/models/configReader'
import { messages } from '../../workers/models/messages'
import { readUNetConfig } from '../../workers/models/unetConfig'
import { unetShapes } from '../../workers/models/unetGraph'
import { readVaeConfig } from '../../workers/models/vaeConfig'
import { vaeShapes } from '../../workers/models/vaeGraph'
import { sizeOf } from '../../workers/tensor/tensor'

/** `config.json` of each network, and of the scheduler. */
export interface CheckpointConfigs {
  readonly unet: object
  readonly vae: object
  readonly textEncoder: { readonly vocab_size: number; readonly max_position_embeddings: number }
  readonly scheduler: object
  /** Stable Diffusion XL's. */
  readonly secondTextEncoder?: CheckpointConfigs['textEncoder']
}

/** Writes the checkpoint into `folder`, which is made. Takes about 10 s for each gigabyte. */
export async function writeRandomCheckpoint(folder: string, configs: CheckpointConfigs): Promise<void> {
  const { unet, vae, textEncoder, scheduler, secondTextEncoder } = configs
  const json = (path: string, value: object) => writeText(folder, path, `${JSON.stringify(value, null, 2)}\n`)
  const reader = (name: string, config: object) =>
    new ConfigReader(messages.networkFile({ file: name }), config)
  await json('model_index.json', { _class_name: 'StableDiffusionPipeline' })
  await json('scheduler/scheduler_config.json', scheduler)
  await json('unet/config.json', unet)
  await json('vae/config.json', vae)
  await json('text_encoder/config.json', textEncoder)
  await writeTokenizer(folder, 'tokenizer', textEncoder)
  const weights = 'diffusion_pytorch_model.safetensors'
  await writeWeights(join(folder, 'unet', weights), unetShapes(readUNetConfig(reader('UNet', unet))))
  await writeWeights(join(folder, 'vae', weights), vaeShapes(readVaeConfig(reader('autoencoder', vae))))
  await writeWeights(
    join(folder, 'text_encoder/model.safetensors'),
    clipTextShapes(readClipTextConfig(reader('text encoder', textEncoder))),
  )
  if (!secondTextEncoder) return
  await json('text_encoder_2/config.json', secondTextEncoder)
  await writeTokenizer(folder, 'tokenizer_2', secondTextEncoder)
  const second = readProjectingClipTextConfig(reader('second text encoder', secondTextEncoder))
  await writeWeights(join(folder, 'text_encoder_2/model.safetensors'), clipTextShapes(second))
}

async function writeText(folder: string, path: string, text: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true })
  await writeFile(join(folder, path), text)
}

/** Letters and digits, each a token; what the weights make of them is random anyway. */
async function writeTokenizer(
  folder: string,
  name: 'tokenizer' | 'tokenizer_2',
  config: CheckpointConfigs['textEncoder'],
): Promise<void> {
  const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789']
  const tokens = [...letters, ...letters.map((letter) => `${letter}</w>`)]
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]))
  const [begin, end] = [config.vocab_size - 2, config.vocab_size - 1]
  const special = { bos_token: '<|startoftext|>', eos_token: '<|endoftext|>', unk_token: '<|endoftext|>' }
  await writeText(
    folder,
    `${name}/vocab.json`,
    JSON.stringify({ ...vocab, '<|startoftext|>': begin, '<|endoftext|>': end }),
  )
  await writeText(folder, `${name}/merges.txt`, '#version: 0.2\n')
  await writeText(
    folder,
    `${name}/tokenizer_config.json`,
    JSON.stringify({
      ...special,
      pad_token: '<|endoftext|>',
      model_max_length: config.max_position_embeddings,
    }),
  )
}

async function writeWeights(path: string, shapes: ReadonlyMap<string, Shape>): Promise<void> {
  let end = 0
  const entries = [...shapes].map(([key, shape]) => {
    const start = end
    end += 2 * sizeOf(shape)
    return [key, { dtype: 'F16', shape, data_offsets: [start, end] }] as const
  })
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)))
  const length = new DataView(new ArrayBuffer(8))
  length.setBigUint64(0, BigInt(header.length), true)
  await mkdir(join(path, '..'), { recursive: true })
  const file = await open(path, 'w')
  try {
    await file.write(new Uint8Array(length.buffer))
    await file.write(header)
    for (const [key, shape] of shapes) for (const block of valuesOf(key, shape)) await file.write(block)
  } finally {
    await file.close()
  }
}

/** Random numbers in [-1, 1) that are the same every time, of which each tensor takes its part. */
const POOL = (() => {
  let state = 1
  return Float32Array.from({ length: 2 ** 18 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  })
})()

/** Scales of norms are 1; weights are as small as keeps the activations' size; biases are a little more than nothing. */
function* valuesOf(key: string, shape: Shape): Generator<Uint16Array<ArrayBuffer>> {
  const isScale = shape.length === 1 && key.endsWith('.weight')
  const fanIn = sizeOf(shape.slice(1))
  const spread = shape.length === 1 ? 0.02 : Math.sqrt(3 / fanIn)
  const size = sizeOf(shape)
  const halves = Uint16Array.from(POOL.subarray(0, size), (value) =>
    float16FromFloat32(isScale ? 1 : spread * value),
  )
  for (let left = size; left > 0; left -= halves.length) yield halves.slice(0, left)
}
