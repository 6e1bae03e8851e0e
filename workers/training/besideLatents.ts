// Fine-tuning InstructPix2Pix (Brooks et al. 2023, arXiv:2211.09800) on pairs: the UNet sees the picture before the edit beside the
// noised one after it, and now and then no text, no picture or neither, so that both can be guided with: of each sample's draw p the
// text is left out below 2 d and the picture from d to below 3 d, d = 0.05, as diffusers' script does it.
import type { RandomStreams } from '../diffusion/random/streams'
import { scale } from '../tensor/arithmetic'
import type { DrawnSample } from './dataset'

const d = 0.05

/** A sample as it is seen in this step. @param nothing the caption that says nothing */
export function withoutSome(sample: DrawnSample, nothing: Int32Array, random: RandomStreams): DrawnSample {
  if (!sample.beside) return sample
  const p = random.stream('conditions').rand([1]).data[0]!
  return {
    ...sample,
    caption: p < 2 * d ? nothing : sample.caption,
    beside: p >= d && p < 3 * d ? scale(sample.beside, 0) : sample.beside,
  }
}
