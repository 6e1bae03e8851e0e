// Every weight of the UNet: DreamBooth as its authors do it (Ruiz et al. 2023, arXiv:2208.12242).
import type { UNetConfig } from '../models/unetConfig'
import { unetShapes } from '../models/unetGraph'
import type { TensorIndex } from '../weights/safetensors'
import { writeSafetensors } from '../weights/writeSafetensors'
import { writtenValues, type Lesson, type WordVectors } from './lesson'
import { readWeights } from './readWeights'
import { wordFiles } from './wordFiles'

/** As diffusers names a UNet's weights. */
export const wholeUNetFile = 'diffusion_pytorch_model.safetensors'

/** @param words new words, whose vectors train along (pivotal tuning) */
export async function wholeUNetLesson(
  config: UNetConfig,
  weights: TensorIndex,
  words?: WordVectors,
): Promise<Lesson> {
  const trainables = await readWeights(weights, [...unetShapes(config).keys()])
  return {
    trainables,
    options: { weightInputs: trainables.map(({ name }) => name) },
    constants: {},
    ...(words && { words }),
    files: (averaged) => [
      {
        name: wholeUNetFile,
        bytes: writeSafetensors(
          trainables.map((one) => ({
            key: one.name,
            shape: one.shape,
            values: writtenValues(one, averaged),
          })),
        ),
      },
      ...(words ? wordFiles(words, averaged) : []),
    ],
  }
}
