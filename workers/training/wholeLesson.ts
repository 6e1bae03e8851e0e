// Every weight of the UNet: DreamBooth as its authors do it (Ruiz et al. 2023, arXiv:2208.12242).
import type { UNetConfig } from '../models/unetConfig'
import { unetShapes } from '../models/unetGraph'
import type { TensorIndex } from '../weights/safetensors'
import { writeSafetensors } from '../weights/writeSafetensors'
import { writtenValues, type Lesson } from './lesson'
import { readWeights } from './readWeights'

export async function wholeUNetLesson(config: UNetConfig, weights: TensorIndex): Promise<Lesson> {
  const trainables = await readWeights(weights, [...unetShapes(config).keys()])
  return {
    trainables,
    options: { weightInputs: trainables.map(({ name }) => name) },
    constants: {},
    files: (averaged) => [
      {
        name: 'diffusion_pytorch_model.safetensors',
        bytes: writeSafetensors(
          trainables.map((one) => ({
            key: one.name,
            shape: one.shape,
            values: writtenValues(one, averaged),
          })),
        ),
      },
    ],
  }
}
