// Add-ons that act in a part of the picture only: the prediction with them inside of their mask, the one without them outside.
import { multiplyBy } from '../tensor/broadcast'
import { combineLinear } from '../tensor/arithmetic'
import type { Tensor } from '../tensor/tensor'
import type { Denoiser, UNetCall, UNetOutput } from './denoiser'
import { shrunkMask } from './shrunkMask'
import { crop } from './views'

/** The UNet with what acts in a mask. */
export interface MaskedDenoiser {
  /** [1, 1, h, w] in [0, 1] over the canvas's latents. */
  readonly mask: Tensor
  readonly denoiser: Denoiser
}

/**
 * Each mask costs a further run of every call. Where masks overlap, what they change is added up. What guides read of a run besides its
 * prediction (attention, its gradient, the deep part) is that of the UNet without what is masked.
 */
export function maskedDenoiser(plain: Denoiser, masked: readonly MaskedDenoiser[]): Denoiser {
  if (masked.length === 0) return plain
  return {
    async run(calls, signal) {
      let outputs = await plain.run(calls, signal)
      const before = outputs
      for (const { mask, denoiser } of masked) {
        const inside = await denoiser.run(calls.map(predictionOnly), signal)
        outputs = outputs.map((one, at) =>
          withChange(one, { from: before[at]!, to: inside[at]!, mask, call: calls[at]! }),
        )
      }
      return outputs
    },
    gradient: (call, signal) => plain.gradient(call, signal),
    ...(plain.samplesTogether && { samplesTogether: plain.samplesTogether }),
  }
}

function predictionOnly(given: UNetCall): UNetCall {
  const { taps: _, deep: __, ...call } = given
  return call
}

interface Change {
  readonly from: UNetOutput
  readonly to: UNetOutput
  readonly mask: Tensor
  readonly call: UNetCall
}

function withChange(one: UNetOutput, { from, to, mask, call }: Change): UNetOutput {
  const [, , height, width] = to.output.shape as [number, number, number, number]
  const here = shrunkMask(call.view ? crop(mask, call.view) : mask, height, width)
  const change = combineLinear([
    [1, to.output],
    [-1, from.output],
  ])
  const output = combineLinear([
    [1, one.output],
    [1, multiplyBy(change, here)],
  ])
  return { ...one, output }
}
