// T2I-Adapter (Mou et al. 2023, arXiv:2302.08453): a small network turns a hint into features, once, which are added inside of
// each of the UNet's down blocks at every step.
import { perView } from '../../diffusion/perView'
import { scale } from '../../tensor/arithmetic'
import { defineGuide } from '../defineGuide'
import { hintOf } from '../hint'
import { meta } from './meta'

export const t2iAdapter = defineGuide(meta, async ({ network, weight, ...values }, env) => {
  const adapter = await env.adapter(network)
  const hint = await hintOf(values, network, adapter.hintChannels, env)
  const features = perView(hint, env.latentShape, (part) => adapter.features(part))
  return {
    inputs: async ({ step }) => {
      const now = weight.at(step)
      if (now === 0) return {}
      return { adapter: (await features(step.view)).map((feature) => scale(feature, now)) }
    },
  }
})
