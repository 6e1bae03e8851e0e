// Custom Diffusion (Kumari et al. 2023, arXiv:2212.04488): the cross-attention's keys and values, and a new word for each concept. What
// the text's first token, its beginning, gives to keys and values teaches nothing, as in diffusers' CustomDiffusionAttnProcessor.
import type { UNetConfig } from '../models/unetConfig'
import { unetShapes } from '../models/unetGraph'
import { detachedName } from '../models/transformer2d'
import { tensor } from '../tensor/tensor'
import type { TensorIndex } from '../weights/safetensors'
import { writeSafetensors } from '../weights/writeSafetensors'
import { writtenValues, type AveragedValues, type LearnedFile, type Lesson, type WordVectors } from './lesson'
import type { Trainable } from './trainable'
import { readWeights } from './readWeights'
import { wordFiles } from './wordFiles'

const keysAndValues = /\.attn2\.to_[kv]\.weight$/

/** The keys and values of a UNet's cross-attention. */
export const keyAndValueKeys = (config: UNetConfig): readonly string[] =>
  [...unetShapes(config).keys()].filter((key) => keysAndValues.test(key))

export async function customDiffusionLesson(
  config: UNetConfig,
  weights: TensorIndex,
  words: WordVectors,
): Promise<Lesson> {
  const trainables = await readWeights(weights, keyAndValueKeys(config))
  return {
    trainables,
    options: { weightInputs: trainables.map(({ name }) => name), detachedBegin: true },
    // The same numbers once more, of which no gradient is asked; the optimiser changes both in one.
    constants: Object.fromEntries(
      trainables.map(({ name, values, shape }) => [detachedName(name), tensor(values, shape)]),
    ),
    words,
    files: (averaged) => [customDiffusionFile(trainables, averaged), ...wordFiles(words, averaged)],
  }
}

/** Keys and values as diffusers keeps them. */
export const customDiffusionFile = (
  weights: readonly Trainable[],
  averaged?: AveragedValues,
): LearnedFile => ({
  name: 'pytorch_custom_diffusion_weights.safetensors',
  bytes: writeSafetensors(
    weights.map((one) => ({
      key: one.name.replace(/\.(to_[kv])\.weight$/, '.processor.$1_custom_diffusion.weight'),
      shape: one.shape,
      values: writtenValues(one, averaged),
    })),
  ),
})
