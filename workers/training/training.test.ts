// Training steps against PyTorch's (tools/reference/training.py): losses, gradients, and the parameters after three steps.
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { alphaBars } from '../diffusion/schedulers/noiseSchedule'
import { SchedulerOptions, configObject } from '../diffusion/schedulers/schedulerConfig'
import type { PredictionType } from '../diffusion/schedulers/prediction'
import { openCheckpoint } from '../models/checkpoint'
import { unetGraph } from '../models/unetGraph'
import { openNodeBackend } from '../runtime/node.node'
import { splitBatch } from '../tensor/batch'
import { tensor, type Tensor } from '../tensor/tensor'
import { openPath, pathTree } from '../weights/pathTree.node'
import { readHeader, readTensor } from '../weights/safetensors'
import { adamWStep, initialAdamWState } from './adamW'
import { clipGradients } from './clipGradients'
import { minSnrWeight, noisedSample } from './objective'
import type { Trainable } from './trainable'
import { loraLesson } from './loraLesson'
import { createUNetTrainer } from './unetTrainer'
import { Generator } from '../diffusion/random/generator'

const reference = await readHeader(
  (await openPath(fileURLToPath(new URL('fixtures/training.safetensors', import.meta.url))))!,
)
const checkpoint = await openCheckpoint(
  pathTree(fileURLToPath(new URL('../models/fixtures/checkpoints/tiny-vae', import.meta.url))),
)
const backend = await openNodeBackend({ threads: 1 })
afterAll(() => backend.dispose())

const stableDiffusion = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' }
const bars = alphaBars(new SchedulerOptions(configObject(stableDiffusion)))

async function read(name: string): Promise<Tensor> {
  const entry = reference.get(name)!
  return tensor(await readTensor(entry), entry.shape)
}

/** Of the largest number. */
function relativeError(ours: Float32Array, theirs: Float32Array): number {
  const largest = theirs.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return ours.reduce((most, value, at) => Math.max(most, Math.abs(value - theirs[at]!)), 0) / largest
}

const distance = (a: Float32Array, b: Float32Array) =>
  Math.sqrt(a.reduce((sum, value, at) => sum + (value - b[at]!) ** 2, 0))

interface Case {
  readonly name: string
  readonly prediction?: PredictionType
  readonly gamma?: number
}

/** PEFT names the one adapter that it has. */
const oursOf = (key: string) => key.replace('.default.', '.')

/** Three steps of a case as our trainer does them, each figure's error on the way. */
async function errorsOf({ name, prediction = 'epsilon', gamma }: Case) {
  const given = async (key: string) => read(`${name}/in/${key}`)
  const [latents, noise, embeddings] = [
    splitBatch(await given('latents')),
    splitBatch(await given('noise')),
    splitBatch(await given('embeddings')),
  ]
  const timesteps = [...(await given('timesteps')).data]
  const keys = [...reference.keys()]
    .filter((key) => key.startsWith(`${name}/in/`) && key.includes('.'))
    .map((key) => key.slice(`${name}/in/`.length))
  const trainables: Trainable[] = []
  for (const key of keys) {
    const { data, shape } = await given(key)
    trainables.push({ name: oursOf(key), shape, values: data })
  }
  const { unet } = checkpoint
  const lora = loraLesson(unet.config, { rank: 4, random: new Generator(1) })
  const lesson = name === 'lora' ? lora.options : { weightInputs: keys }
  const options = { batch: 2, height: 8, width: 8, length: 5, ...lesson }
  const trainer = await createUNetTrainer(unetGraph(unet.config, unet.weights, options), trainables, {
    backend,
    trainsText: true,
    constants: name === 'lora' ? lora.constants : {},
  })
  const samples = timesteps.map((timestep, at) => {
    const bar = bars[timestep]!
    const share = 0.5 * (gamma === undefined ? 1 : minSnrWeight(bar, prediction, gamma))
    const noised = noisedSample(latents[at]!, noise[at]!, bar, prediction)
    return { ...noised, timestep, embedding: embeddings[at]!, share }
  })
  const state = initialAdamWState()
  const losses: number[] = []
  const gradientErrors: number[] = []
  for (let step = 0; step < 3; step++) {
    const { loss, gradients, embeddingGradients } = await trainer.step(samples)
    losses.push(loss)
    if (step === 0) {
      for (const key of keys)
        gradientErrors.push(
          relativeError(gradients.get(oursOf(key))!, (await read(`${name}/out/${key}.grad`)).data),
        )
      const all = Float32Array.from(embeddingGradients.flatMap(({ data }) => [...data]))
      gradientErrors.push(relativeError(all, (await read(`${name}/out/embeddings.grad`)).data))
    }
    clipGradients(gradients, 1)
    state.step++
    adamWStep(trainables, gradients, 1e-3, state)
  }
  const parameterErrors: number[] = []
  const moved: number[] = []
  for (const [at, { values }] of trainables.entries()) {
    const key = keys[at]!
    const [before, after] = [(await given(key)).data, (await read(`${name}/out/${key}`)).data]
    parameterErrors.push(distance(values, after) / distance(after, new Float32Array(after.length)))
    moved.push(relativeError(before, after))
  }
  await trainer.dispose()
  return {
    trained: keys.length,
    loss: relativeError(Float32Array.from(losses), (await read(`${name}/out/losses`)).data),
    gradients: Math.max(...gradientErrors),
    parameters: Math.max(...parameterErrors),
    moved: Math.max(...moved),
  }
}

// Adam's first steps move a number by the learning rate whichever way its gradient points, however small that is: so parameters are
// compared by the norm of what differs. The reference is in float64. Errors seen, and in brackets those of PyTorch's own float32:
//   LoRA    losses 2.0e-5 (2.3e-6), gradients 1.5e-4 (4.4e-5), parameters 6.6e-4 (2.6e-4)
//   others  losses 4.1e-7 (2.4e-7), gradients 2.9e-5 (4.6e-5), parameters 1.3e-5 (1.3e-5)
// A LoRA's first loss is the same to the last bit: the rest comes of its factors, of which some have gradients near 0.
describe('three steps of training give what PyTorch gives', () => {
  it.each<Case>([
    { name: 'whole' },
    { name: 'keys and values' },
    { name: 'lora' },
    { name: 'v', prediction: 'v_prediction', gamma: 5 },
  ])('for $name', async (one) => {
    const errors = await errorsOf(one)
    expect(errors.trained).toBeGreaterThan(0)
    expect(errors.loss).toBeLessThan(1e-4)
    expect(errors.gradients).toBeLessThan(5e-4)
    expect(errors.parameters).toBeLessThan(1e-3)
    expect(errors.moved).toBeGreaterThan(1e-3)
  })
})
