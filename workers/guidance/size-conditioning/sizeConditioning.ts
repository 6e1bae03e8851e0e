// Size and crop conditioning (Podell et al. 2023, arXiv:2307.01952, section 2.2). Every text of the run carries it, so that all branches,
// and ControlNets, are told the same.
import { mapEmbedding } from '../../diffusion/conditioning'
import { tensor } from '../../tensor/tensor'
import { defineGuide } from '../defineGuide'
import { meta } from './meta'

export const sizeConditioning = defineGuide(meta, (values, { recipe: { width, height } }) => {
  const { originalWidth, originalHeight, cropLeft, cropTop, targetWidth, targetHeight } = values
  const sizes = tensor(
    Float32Array.of(
      originalHeight || height,
      originalWidth || width,
      cropTop,
      cropLeft,
      targetHeight || height,
      targetWidth || width,
    ),
    [1, 6],
  )
  return {
    encode: (plain) => async (text) => mapEmbedding(await plain(text), (part) => ({ ...part, sizes })),
  }
})
