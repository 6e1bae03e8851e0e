// ControlNet (Zhang, Rao & Agrawala 2023, arXiv:2302.05543): a copy of the UNet's way down reads the latents together with a
// hint, and what it gives is added to the UNet's skips and middle block.
import { perView } from '../../diffusion/perView'
import { defineGuide } from '../defineGuide'
import { hintOf } from '../hint'
import { meta } from './meta'

export const controlNet = defineGuide(meta, async ({ network, weight, mode, ...values }, env) => {
  const net = await env.controlNet(network)
  const hint = await hintOf(values, network, net.hintChannels, env)
  const encoded = perView(hint, env.latentShape, (part) => net.encodeHint(part))
  // As diffusers' guess mode: the side without the prompt does not see the hint, so that guidance strengthens it too.
  const promptSideOnly = mode === 'control-first' || net.isGlobal
  // From 0.1 for the finest details to 1 for the middle block.
  const decays = mode !== 'balanced' && !net.isGlobal
  return {
    inputs: async ({ branch, sample, wholeSample, embedding, step }) => {
      const now = weight.at(step)
      if (now === 0 || (promptSideOnly && (branch === 'uncond' || branch === step.anchor))) return {}
      const residuals = await net.run({
        sample: sample.shape[1] === net.sampleChannels ? sample : wholeSample,
        timestep: step.timestep,
        embedding,
        encodedHint: await encoded(step.view),
        weigh: (index, count) => now * (decays ? 10 ** (index / (count - 1) - 1) : 1),
      })
      return { residuals }
    },
  }
})
