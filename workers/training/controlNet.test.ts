// A ControlNet's training against diffusers' (tools/reference/controlnet_training.py), and the files that come of one.
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { Generator } from '../diffusion/random/generator'
import { alphaBars } from '../diffusion/schedulers/noiseSchedule'
import { SchedulerOptions, configObject } from '../diffusion/schedulers/schedulerConfig'
import { openCheckpoint } from '../models/checkpoint'
import { controlledUNetGraph } from '../models/controlledUNetGraph'
import { openControlNetwork } from '../models/openControlNetwork'
import { openNodeBackend } from '../runtime/node.node'
import { splitBatch } from '../tensor/batch'
import { tensor, type Tensor } from '../tensor/tensor'
import { bytesSource } from '../weights/bytesSource'
import { openPath, pathTree } from '../weights/pathTree.node'
import { readHeader, readTensor } from '../weights/safetensors'
import { adamWStep, initialAdamWState } from './adamW'
import { clipGradients } from './clipGradients'
import { controlNetLesson } from './controlNetLesson'
import { noisedSample } from './objective'
import { createUNetTrainer } from './unetTrainer'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const reference = await readHeader((await openPath(here('fixtures/controlnet.safetensors')))!)
const { unet } = await openCheckpoint(pathTree(here('../models/fixtures/checkpoints/sd1')))
const backend = await openNodeBackend({ threads: 1 })
afterAll(() => backend.dispose())

const read = async (name: string): Promise<Tensor> => {
  const entry = reference.get(name)!
  return tensor(await readTensor(entry), entry.shape)
}
const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
const distance = (a: Float32Array, b: Float32Array) => norm(a.map((value, at) => value - b[at]!)) / norm(b)
const keyOf = (name: string) => name.replace(/^controlnet\./, '')
const newLesson = () =>
  controlNetLesson(unet, { scaleFactor: 8, random: new Generator(1), stages: [4, 4, 8, 12] })

// Errors seen: losses 8e-6, weights 5e-4.
it('trains a ControlNet as diffusers’ script does', async () => {
  const lesson = await newLesson()
  for (const { name, values } of lesson.trainables) values.set((await read(`in/${keyOf(name)}`)).data)
  const graph = controlledUNetGraph(unet, lesson.control!, { batch: 2, height: 8, width: 8, length: 5 })
  const trainer = await createUNetTrainer(graph, lesson.trainables, { backend, trainsText: false })
  const stableDiffusion = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' }
  const bars = alphaBars(new SchedulerOptions(configObject(stableDiffusion)))
  const [latents, noise, embeddings, hints] = await Promise.all(
    ['latents', 'noise', 'embeddings', 'hint'].map(async (name) => splitBatch(await read(`in/${name}`))),
  )
  const timesteps = [...(await read('in/timesteps')).data]
  const samples = timesteps.map((timestep, at) => ({
    ...noisedSample(latents![at]!, noise![at]!, bars[timestep]!, 'epsilon'),
    timestep,
    embedding: embeddings![at]!,
    hint: hints![at]!,
    share: 0.5,
  }))
  const state = initialAdamWState()
  const losses: number[] = []
  for (let step = 0; step < 3; step++) {
    const { loss, gradients } = await trainer.step(samples)
    losses.push(loss)
    clipGradients(gradients, 1)
    state.step++
    adamWStep(lesson.trainables, gradients, 1e-3, state)
  }
  await trainer.dispose()
  const errors = {
    losses: distance(Float32Array.from(losses), (await read('out/losses')).data),
    weights: 0,
    moved: 0,
  }
  for (const { name, values } of lesson.trainables) {
    const after = (await read(`out/${keyOf(name)}`)).data
    errors.weights = Math.max(errors.weights, distance(values, after))
    errors.moved = Math.max(errors.moved, distance((await read(`in/${keyOf(name)}`)).data, after))
  }
  if (process.env['SHOW_ERRORS']) console.log(errors)
  expect(errors.losses).toBeLessThan(1e-3)
  expect(errors.weights).toBeLessThan(1e-3)
  expect(errors.moved).toBeGreaterThan(1e-2)
})

it('begins as a ControlNet that changes nothing, in files that open as one', async () => {
  const lesson = await newLesson()
  const files = new Map(lesson.files().map(({ name, bytes }) => [name, bytes]))
  const opened = await openControlNetwork({
    label: 'learned',
    open: async (path) => {
      const bytes = files.get(path)
      return bytes && bytesSource(path, bytes)
    },
  } as Parameters<typeof openControlNetwork>[0])
  expect(opened.kind).toBe('controlnet')
  expect(lesson.control).toMatchObject(opened.config)
  const zero = await readTensor(opened.weights.get('controlnet_mid_block.weight')!)
  expect(zero.every((value) => value === 0)).toBe(true)
  const copied = await readTensor(opened.weights.get('conv_in.weight')!)
  expect(copied).toEqual(await readTensor(unet.weights.get('conv_in.weight')!))
})
