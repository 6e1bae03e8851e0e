// Custom Diffusion against diffusers' processors and PyTorch (tools/reference/custom_diffusion.py): two words learned jointly, and merged.
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { Generator } from '../diffusion/random/generator'
import type { RandomStreams } from '../diffusion/random/streams'
import { alphaBars } from '../diffusion/schedulers/noiseSchedule'
import { SchedulerOptions, configObject } from '../diffusion/schedulers/schedulerConfig'
import { openCheckpoint } from '../models/checkpoint'
import { unetGraph } from '../models/unetGraph'
import { openNodeBackend } from '../runtime/node.node'
import { splitBatch } from '../tensor/batch'
import { tensor, type Tensor } from '../tensor/tensor'
import { openPath, pathTree } from '../weights/pathTree.node'
import { readHeader, readTensor } from '../weights/safetensors'
import { customDiffusionLesson } from './customDiffusionLesson'
import { createMerger } from './mergedWeight'
import { createWeighedMerger } from './weighedMerger'
import { createTextTrainer } from './textTrainer'
import { train } from './trainer'
import { createUNetTrainer } from './unetTrainer'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const reference = await readHeader((await openPath(here('fixtures/custom-diffusion.safetensors')))!)
const checkpoint = await openCheckpoint(pathTree(here('../models/fixtures/checkpoints/tiny-vae')))
const backend = await openNodeBackend({ threads: 1 })
afterAll(() => backend.dispose())

const read = async (name: string): Promise<Tensor> => {
  const entry = reference.get(name)!
  return tensor(await readTensor(entry), entry.shape)
}

const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
const distance = (a: Float32Array, b: Float32Array) => norm(a.map((value, at) => value - b[at]!)) / norm(b)

const stableDiffusion = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' }

/** The reference's draws in place of random ones: a timestep and a noise for each sample in turn. */
async function givenRandom(steps: number): Promise<RandomStreams> {
  const noises: Tensor[] = []
  const timesteps: number[] = []
  for (let step = 0; step < steps; step++) {
    noises.push(...splitBatch(await read(`in/noise.${step}`)))
    timesteps.push(...(await read(`in/timesteps.${step}`)).data)
  }
  const stream = new Generator(0)
  stream.randint = () => [timesteps.shift()!]
  stream.randn = () => noises.shift()!
  return { stream: () => stream, states: () => ({}) }
}

// Errors seen: losses 9e-7, keys and values 5e-6, words 7e-7.
it('learns two words and keys and values as diffusers’ script does', async () => {
  const rows = await read('in/rows')
  const words = {
    words: [
      { word: '<one>', count: 1 },
      { word: '<two>', count: 1 },
    ],
    vectors: { name: 'word_vectors', shape: rows.shape, values: rows.data },
  }
  const { unet, textEncoder } = checkpoint
  const lesson = await customDiffusionLesson(unet.config, unet.weights, words)
  const before = new Map(lesson.trainables.map(({ name, values }) => [name, values.slice()]))
  const size = { batch: 4, height: 8, width: 8, length: 5 }
  const graph = unetGraph(unet.config, unet.weights, { ...size, ...lesson.options })
  const trainer = await createUNetTrainer(graph, lesson.trainables, {
    backend,
    trainsText: true,
    constants: lesson.constants,
  })
  const text = await createTextTrainer(textEncoder, lesson, { backend, length: 5, clipSkip: 0 })
  const ids = (await read('in/ids')).data
  const masks = splitBatch(await read('in/mask'))
  const samples = splitBatch(await read('in/latents')).map((latents, at) => ({
    latents,
    caption: Int32Array.from(ids.subarray(5 * at, 5 * at + 5)),
    // A concept's picture counts four times what one of its class counts.
    ...(masks[at] ? { share: 4 / 2, mask: masks[at] } : { share: 1 / 2 }),
  }))
  const losses: number[] = []
  const steps = train({
    lesson,
    unet: trainer,
    text,
    encode: (caption) => text.encode(caption),
    draw: () => samples,
    bars: alphaBars(new SchedulerOptions(configObject(stableDiffusion))),
    prediction: 'epsilon',
    random: await givenRandom(3),
    steps: 3,
    rate: { peak: 1e-3, warmUp: 0, schedule: 'constant' },
    wordRate: 1e-3,
  })
  for await (const { loss } of steps) losses.push(loss)
  const errors = {
    losses: distance(Float32Array.from(losses), (await read('out/losses')).data),
    words: distance(words.vectors.values, (await read('out/rows')).data),
    weights: 0,
  }
  for (const { name, values } of lesson.trainables) {
    errors.weights = Math.max(errors.weights, distance(values, (await read(`out/${name}`)).data))
    expect(distance(values, before.get(name)!), name).toBeGreaterThan(2e-3)
  }
  await trainer.dispose()
  await text.dispose()
  if (process.env['SHOW_ERRORS']) console.log(errors)
  expect(Object.values(errors).every((error) => error < 1e-3)).toBe(true)
})

describe('the merger of concepts', () => {
  // Error seen: 6e-7.
  it('solves the paper’s constrained least squares', async () => {
    const [weight, kept, words, wanted, expected] = await Promise.all(
      ['weight', 'kept', 'words', 'wanted', 'merged'].map((name) => read(`merger/${name}`)),
    )
    const merged = createMerger({ kept: kept!, words: words! })(weight!, wanted!)
    const error = distance(merged, expected!.data)
    if (process.env['SHOW_ERRORS']) console.log(error)
    expect(error).toBeLessThan(1e-4)
    expect(distance(weight!.data, expected!.data)).toBeGreaterThan(0.1)
  })

  // Error seen: 5e-6, by the ridge.
  it('by weight solves the least squares of all texts', async () => {
    const [weight, kept, words, own, expected] = await Promise.all(
      ['weight', 'kept', 'words', 'own', 'weighed'].map((name) => read(`merger/${name}`)),
    )
    const rows = (from: number, until: number) =>
      tensor(words!.data.slice(from * 12, until * 12), [until - from, 12])
    const size = weight!.data.length
    const merge = createWeighedMerger({ kept: kept!, asked: [rows(0, 2), rows(2, 5)], weight: 3 })
    const merged = merge(
      weight!,
      [0, 1].map((at) => tensor(own!.data.slice(at * size, (at + 1) * size), weight!.shape)),
    )
    const error = distance(merged, expected!.data)
    if (process.env['SHOW_ERRORS']) console.log(error)
    expect(error).toBeLessThan(1e-4)
    expect(distance(weight!.data, expected!.data)).toBeGreaterThan(0.1)
  })
})
