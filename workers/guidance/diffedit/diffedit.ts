// DiffEdit (Couairon et al. 2022, arXiv:2210.11427). Where the noise under two descriptions differs, mean |e_target - e_source|,
// is the mask; the picture is inverted to noise, and outside of the mask each step is put back on that path.
import { withBranch } from '../../diffusion/conditioning'
import type { RunsBefore } from '../../diffusion/latentPlan'
import { entryFor, startFor, usualStrength } from '../../diffusion/startFor'
import { splitBatch } from '../../tensor/batch'
import { lerpBy } from '../../tensor/broadcast'
import type { Tensor } from '../../tensor/tensor'
import { defineGuide } from '../defineGuide'
import { differenceMask } from './differenceMask'
import { meta } from './meta'
import { atSize, ownMask } from './ownMask'

export const diffedit = defineGuide(meta, async (values, env) => {
  const { recipe, schedule, latentShape, key } = env
  const [source, empty] = [`${key}-source`, `${key}-empty`]
  const [, , height, width] = latentShape as [number, number, number, number]
  const given = ownMask(values.mask, env)
  /** The noise level at which the descriptions are compared. */
  const level = startFor(values.noise, schedule.steps) * schedule.runsPerStep
  // Drawn in diffusers' order: the samples that the mask needs, then the picture's own latents.
  const samples = given ? [] : await noisySamples()
  const clean = await env.imageLatents()

  async function noisySamples(): Promise<Tensor[]> {
    const encoded: Tensor[] = []
    for (let at = 0; at < values.maps; at++) encoded.push(await env.encodeSample(env.image!))
    const noise = splitBatch(env.mainNoise([values.maps, ...latentShape.slice(1)]))
    return encoded.map((one, at) => schedule.addNoise(one, noise[at]!, level))
  }

  async function findMask(before: RunsBefore): Promise<Tensor> {
    const of = (branch: string, latents: Tensor, text?: string) =>
      before.run(branch, latents, level, text === undefined ? undefined : before.embeddingOf(text))
    // Guidance would scale each difference, and with it the average that the threshold is counted in.
    const pairs: [Tensor, Tensor][] = []
    for (const latents of samples) pairs.push([await of('cond', latents), await of('cond', latents, source)])
    return differenceMask(pairs, values.threshold)
  }

  let mask: Tensor
  let path: readonly Tensor[] = []
  return {
    condition: async (conditioning) => {
      const { encode, encodeNegative, negativePrompt } = conditioning
      const onDemand = { onDemand: true } as const
      const described = withBranch(conditioning, source, await encode(values.source), onDemand)
      return withBranch(described, empty, await encodeNegative(negativePrompt), onDemand)
    },
    begin: async (plan) => {
      const { before } = plan
      const start = entryFor(recipe.strength ?? usualStrength, schedule)
      mask = given ? atSize(given, height, width) : await findMask(before)
      const shown = given ?? atSize(mask, recipe.height, recipe.width)
      env.show('Mask', shown)
      const embedding = before.embeddingOf(source)
      const unconditional = before.embeddingOf(empty)
      path = await before.invert({
        latents: clean,
        start,
        embedding,
        unconditional,
        guidance: values.inversion,
        bySolver: values.inverse === 'dpm-solver++',
      })
      // The decoder carries a change about a latent pixel farther: cut off at the mask, it ends in blocks.
      const found = { mask: shown, rim: (values.margin * recipe.width) / width }
      return { ...plan, start, latents: path[0]!, inverted: true, found }
    },
    // The path at the level that the step leads to. (diffusers puts back the level before.)
    afterStep: async (latents, { index }) => lerpBy(path[index + 1]!, latents, mask),
  }
})
