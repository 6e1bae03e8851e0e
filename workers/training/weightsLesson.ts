// Weights of the UNet themselves: all of them (DreamBooth, Ruiz et al. 2023, arXiv:2208.12242), or the keys and values of the cross-
// attention alone (Custom Diffusion, Kumari et al. 2023, arXiv:2212.04488).
import type { UNetConfig } from '../models/unetConfig'
import { unetShapes } from '../models/unetGraph'
import { readTensor, type TensorIndex } from '../weights/safetensors'
import { writeSafetensors } from '../weights/writeSafetensors'
import { writtenValues, type AveragedValues, type LearnedFile, type Lesson, type WordVectors } from './lesson'
import type { Trainable } from './trainable'

const keysAndValues = /\.attn2\.to_[kv]\.weight$/

/** Every weight of the UNet. */
export async function wholeUNetLesson(config: UNetConfig, weights: TensorIndex): Promise<Lesson> {
  const trainables = await read(weights, [...unetShapes(config).keys()])
  return lessonOf(trainables, (averaged) => [
    {
      name: 'diffusion_pytorch_model.safetensors',
      bytes: writeSafetensors(
        trainables.map((one) => ({ key: one.name, shape: one.shape, values: writtenValues(one, averaged) })),
      ),
    },
  ])
}

/** The cross-attention's keys and values, and a new word. */
export async function customDiffusionLesson(
  config: UNetConfig,
  weights: TensorIndex,
  words: WordVectors,
): Promise<Lesson> {
  const keys = [...unetShapes(config).keys()].filter((key) => keysAndValues.test(key))
  const trainables = await read(weights, keys)
  const files = (averaged?: AveragedValues) => [
    {
      name: 'pytorch_custom_diffusion_weights.safetensors',
      bytes: writeSafetensors(
        trainables.map((one) => ({
          key: one.name.replace(/\.(to_[kv])\.weight$/, '.processor.$1_custom_diffusion.weight'),
          shape: one.shape,
          values: writtenValues(one, averaged),
        })),
      ),
    },
    wordFile(words, averaged),
  ]
  return { ...lessonOf(trainables, files), words }
}

/** A word's vectors as diffusers keeps them. */
export const wordFile = ({ word, vectors }: WordVectors, averaged?: AveragedValues): LearnedFile => ({
  name: 'learned_embeds.safetensors',
  bytes: writeSafetensors([{ key: word, shape: vectors.shape, values: writtenValues(vectors, averaged) }]),
})

async function read(weights: TensorIndex, keys: readonly string[]): Promise<readonly Trainable[]> {
  const trainables: Trainable[] = []
  for (const key of keys) {
    const entry = weights.get(key)!
    trainables.push({ name: key, shape: entry.shape, values: await readTensor(entry) })
  }
  return trainables
}

const lessonOf = (trainables: readonly Trainable[], files: Lesson['files']): Lesson => ({
  trainables,
  options: { weightInputs: trainables.map(({ name }) => name) },
  constants: {},
  files,
})
