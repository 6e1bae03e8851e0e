// Checkpoints in one file against diffusers' `from_single_file`: the same latents from the same seed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../src/shared/recipe'
import { writeOnnx } from '../graph/lowering/writeOnnx'
import { guideMetas } from '../guidance/list'
import { expectedLatents, singleFileImages, singleFileTree } from '../models/ldm/fixtures/singleFiles.node'
import { openCheckpoint, type Checkpoint } from '../models/checkpoint'
import { unetGraph } from '../models/unetGraph'
import type { StoredTensor } from '../models/fixtures/editedTree.node'
import type { Backend } from '../runtime/backend'
import { openNodeBackend } from '../runtime/node.node'
import { SessionCache } from '../runtime/sessionCache'
import { float32FromFloat16 } from '../weights/float16'
import { float32FromFloat8 } from '../weights/float8'
import { pathTree } from '../weights/pathTree.node'
import { readTensor } from '../weights/safetensors'
import { CheckpointNetworks } from './checkpointNetworks'
import { runEdit } from './editJob'
import { relativeError } from './fixtures/pipelineCases.node'

const tolerance = 1e-4
const clip = pathTree('public/models/clip')
/** Tiny networks, so the file has no room for the sign by which 2.0 and 2.1 are told from their bases. */
const velocity = { 'modelspec.prediction_type': 'v' }

const open = (name: string, tensors?: (all: Map<string, StoredTensor>) => void): Promise<Checkpoint> =>
  openCheckpoint(
    singleFileTree(name, { ...(name === 'sd2' && { metadata: velocity }), ...(tensors && { tensors }) }),
    {
      path: `${name}.safetensors`,
      clip,
    },
  )

let backend: Backend
beforeAll(async () => {
  backend = await openNodeBackend({ threads: 1 })
})
afterAll(() => backend.dispose())

const usual = {
  version: 1,
  checkpoint: 'single',
  prompt: 'a photo of a cat',
  seed: 7,
  steps: 4,
  width: 64,
  height: 64,
  guides: [{ id: 'classifier-free', values: { scale: 5 } }],
}
const depthMap = {
  width: 64,
  height: 64,
  data: Uint8ClampedArray.from({ length: 64 * 64 * 4 }, (_, at) =>
    at % 4 === 3 ? 255 : Math.round(((at >> 2) / (64 * 64 - 1)) * 255),
  ),
}
const cases: Readonly<Record<string, object>> = {
  sd1: usual,
  sd2: usual,
  sdxl: usual,
  instruct: {
    ...usual,
    prompt: 'make the cat blue',
    image: 'picture',
    guides: [{ id: 'instruct-pix2pix', values: { textScale: 5, imageScale: 1.5 } }],
  },
  depth: {
    ...usual,
    image: 'picture',
    strength: 1,
    guides: [
      { id: 'classifier-free', values: { scale: 5 } },
      { id: 'depth2image', values: { depth: 'depth' } },
    ],
  },
  inpaint: { ...usual, image: 'picture', mask: 'mask', feather: 0, strength: 1 },
}

describe.each(Object.entries(cases))('%s', (name, json) => {
  it('gives the latents of diffusers', async () => {
    const networks = new CheckpointNetworks(await open(name), backend, new SessionCache(backend, 1e9))
    const recipe = parseRecipe(json, guideMetas)
    const { latents } = await runEdit({ recipe, images: { ...singleFileImages, depth: depthMap } }, networks)
    const expected = expectedLatents(name)
    // 1.6e-5 at worst.
    expect(relativeError(latents, expected)).toBeLessThan(tolerance)
    const other = await runEdit(
      { recipe: { ...recipe, prompt: 'a cat' }, images: { ...singleFileImages, depth: depthMap } },
      networks,
    )
    expect(relativeError(other.latents, expected)).toBeGreaterThan(50 * tolerance)
  })
})

describe('sd1 in fp8', () => {
  /** Half of the layers' weights are stored eight times as large, and say so in one way or the other. */
  const withScales = (all: Map<string, StoredTensor>) => {
    const [number, mark] = [floats(0.125), { dtype: 'U8', shape: [2], bytes: new Uint8Array(2) }]
    all.set('model.diffusion_model.scaled_fp8', { dtype: 'F8_E4M3', shape: [2], bytes: new Uint8Array(2) })
    for (const [at, [key, one]] of [...all].entries()) {
      const layer = key.replace(/weight$/, '')
      if (at % 2 === 0 || layer === key || one.shape.length < 2 || !key.startsWith('model.diffusion_model.'))
        continue
      const larger = float32FromFloat16(new Uint16Array(one.bytes.slice().buffer)).map((value) => value * 8)
      all.set(key, eighthOf(one.shape, larger))
      all.set(`${layer}${at % 4 === 1 ? 'scale_weight' : 'weight_scale'}`, {
        ...number,
        shape: at % 3 ? [] : [1],
      })
      all.set(`${layer}${at % 4 === 1 ? 'scale_input' : 'comfy_quant'}`, at % 4 === 1 ? number : mark)
    }
    inFp8(all)
  }

  const floats = (value: number): StoredTensor => ({
    dtype: 'F32',
    shape: [],
    bytes: new Uint8Array(Float32Array.of(value).buffer),
  })
  const eighth = ({ shape, bytes }: StoredTensor): StoredTensor =>
    eighthOf(shape, float32FromFloat16(new Uint16Array(bytes.slice().buffer)))
  const eighthOf = (shape: readonly number[], values: Float32Array): StoredTensor => {
    const table = float32FromFloat8(
      Uint8Array.from({ length: 127 }, (_, at) => at),
      'F8_E4M3',
    )
    const nearest = (size: number) =>
      Math.max(
        0,
        table.findLastIndex((one) => one <= size),
      )
    return {
      dtype: 'F8_E4M3',
      shape,
      bytes: Uint8Array.from(values, (value) => nearest(Math.abs(value)) | (value < 0 ? 0x80 : 0)),
    }
  }
  const inFp8 = (all: Map<string, StoredTensor>) => {
    for (const [key, one] of all)
      if (key.startsWith('model.diffusion_model.') && one.dtype === 'F16') all.set(key, eighth(one))
  }

  it('gives the latents of diffusers, whose weights fp8 holds', async () => {
    const checkpoint = await open('sd1', inFp8)
    expect(checkpoint.unet.weights.get('conv_in.weight')!.dtype).toBe('F8_E4M3')
    const networks = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 1e9))
    const { latents } = await runEdit({ recipe: parseRecipe(usual, guideMetas), images: {} }, networks)
    expect(relativeError(latents, expectedLatents('sd1'))).toBeLessThan(tolerance)
  })

  it('gives them where layers have a scale each', async () => {
    const checkpoint = await open('sd1', withScales)
    const scaled = [...checkpoint.unet.weights.values()].filter(({ scale }) => scale !== undefined)
    expect(scaled.length).toBeGreaterThan(50)
    const [first] = scaled
    expect(await readTensor(first!)).toEqual(
      (await readTensor({ ...first!, scale: 1 })).map((value) => value / 8),
    )
    const networks = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 1e9))
    const { latents } = await runEdit({ recipe: parseRecipe(usual, guideMetas), images: {} }, networks)
    expect(relativeError(latents, expectedLatents('sd1'))).toBeLessThan(tolerance)
    // What is converted before it is loaded is not multiplied twice.
    const { config, weights } = checkpoint.unet
    const graph = unetGraph(config, weights, { batch: 1, height: 8, width: 8, length: 77 })
    const { converted } = writeOnnx(graph, { ...backend.target, provider: 'wasm' })
    expect(converted!.tensors.length).toBeGreaterThan(50)
    for (const { entry } of converted!.tensors) expect(entry.scale).toBeUndefined()
  })

  it('is refused where blocks of a layer have a scale each', async () => {
    const blocks = (all: Map<string, StoredTensor>) => {
      inFp8(all)
      all.set('model.diffusion_model.out.2.weight_scale', {
        dtype: 'F32',
        shape: [2],
        bytes: new Uint8Array(8),
      })
    }
    await expect(open('sd1', blocks)).rejects.toThrow('with scales beside them')
  })
})
