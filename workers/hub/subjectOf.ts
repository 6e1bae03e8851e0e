import type { Pixels } from '../../src/shared/pixels'
import type { Segments } from '../../src/shared/protocol/answers'
import { tensor, type Tensor } from '../tensor/tensor'
import type { Loaded } from './loadedModels'
import { imageFor } from './pipe'

/** How much of the subject each pixel is, 0 to 1, [1, 1, h, w] at the size that the network gives, which lies over all of the picture. */
export async function matteOf({ pipe, library }: Loaded, picture: Pixels): Promise<Tensor> {
  const { inputNames, outputNames } = pipe.model.sessions['model']!
  const { pixel_values } = await pipe.processor(imageFor(pipe, picture, library))
  // Such networks call their input and output as their publishers liked.
  const outputs = await pipe.model({ [inputNames[0] ?? 'pixel_values']: pixel_values })
  const matte = outputs[outputNames[0] ?? '']
  if (!(matte?.data instanceof Float32Array)) throw new RangeError('The model gives no matte.')
  const [height = 0, width = 0] = matte.dims.slice(-2)
  const data = matte.data.slice(0, height * width)
  // Some give probabilities, others what a sigmoid makes them of.
  const raw = data.some((value) => value < -1e-5 || value > 1 + 1e-5)
  return tensor(raw ? data.map((value) => 1 / (1 + Math.exp(-value))) : data, [1, 1, height, width])
}

/** The subject of a picture, and what is behind it. */
export async function subjectOf(loaded: Loaded, picture: Pixels): Promise<Segments> {
  const { data, shape } = await matteOf(loaded, picture)
  const [, , height = 0, width = 0] = shape
  return {
    width,
    height,
    names: ['background', 'subject'],
    classes: Uint8Array.from(data, (value) => (value >= 0.5 ? 1 : 0)),
    coverage: Uint8Array.from(data, (value) => Math.round(value * 255)),
  }
}
