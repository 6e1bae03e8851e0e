// Pix2Pix Zero (Parmar et al. 2023, arXiv:2302.03027): the text moves along a direction from one concept to another, and before each
// step the latents are moved so that the cross-attention stays that of a second trajectory, which is not edited.
import { namesAnyOf } from '../../../src/shared/prompt/saidWords'
import { mapEmbedding, withBranch } from '../../diffusion/conditioning'
import type { BranchId } from '../../diffusion/guide'
import { regularisedNoise, usualRegularisation } from '../../diffusion/regulariseNoise'
import { entryFor } from '../../diffusion/startFor'
import type { LatentPlan } from '../../diffusion/latentPlan'
import type { Step } from '../../diffusion/step'
import { combineLinear } from '../../tensor/arithmetic'
import type { Tensor } from '../../tensor/tensor'
import { defineGuide } from '../defineGuide'
import { conceptDirection, movedAlong } from './conceptDirection'
import { messages } from './messages'
import { meta } from './meta'

export const pix2PixZero = defineGuide(meta, async (values, env) => {
  const { source, change, structure, autoCorrelation, divergence } = values
  if (source.trim() !== '' && !namesAnyOf(env.recipe.prompt, source))
    env.note(messages.conceptUnsaid({ concept: source }))
  const direction = await conceptDirection(values, env)
  const layers = env.traits.attention.filter(({ kind }) => kind === 'cross').map(({ path }) => path)
  const unedited = `${env.key}-unedited`
  /** Where each branch is run at a step, by the latents that the step has. */
  const moved = new WeakMap<Tensor, ReadonlyMap<BranchId, Tensor>>()

  /** A branch's latents, moved towards the attention that the unedited picture has. */
  async function heldLatents(branch: BranchId, share: number, latents: Tensor, step: Step): Promise<Tensor> {
    const { taps } = await step.reference(env.key).runWithTaps(branch, { taps: layers })
    const references = new Map(layers.map((path) => [path, taps.get(path)!]))
    const { gradient } = await step.gradient(branch, { kind: 'matchMaps', references }, { latents })
    const size = share * structure.at(step)
    // The gradient is that of what the UNet sees, so that a move means the same with every sampler.
    return combineLinear([
      [1, latents],
      [-size / step.inputScale, gradient],
    ])
  }

  /** The noise that the picture is drawn from; while picture, caption and settings are the same, it is kept. */
  async function invertedFrom(clean: Tensor, start: number, { before }: LatentPlan): Promise<Tensor> {
    const embedding = before.embeddingOf(unedited)
    const parts: Tensor[] = []
    mapEmbedding(embedding, (part) => {
      parts.push(part.tokens)
      return part
    })
    const { seed } = env.recipe
    const on = [clean, ...parts, start, autoCorrelation, divergence, seed]
    let isNew = false
    const { latents, draws } = await env.kept('inversion', on, async () => {
      isNew = true
      let drawn = 0
      const draw = (below: number) => {
        drawn++
        return env.mainInteger(below)
      }
      const path = await before.invert({
        latents: clean,
        start,
        embedding,
        adjust: async (noise) =>
          regularisedNoise(noise, { ...usualRegularisation, autoCorrelation, divergence }, draw),
      })
      return { latents: path[0]!, draws: drawn }
    })
    // A kept one draws as many numbers, so that what is drawn behind it is the same.
    if (!isNew) for (let at = 0; at < draws; at++) env.mainInteger(1)
    return latents
  }

  return {
    condition: async (conditioning) => {
      const { embedding } = conditioning.branches.get('cond')!
      const kept = withBranch(conditioning, unedited, embedding, { onDemand: true })
      const edited = mapEmbedding(embedding, (part) => movedAlong(part, direction, change))
      return withBranch(kept, 'cond', edited)
    },
    begin: async (plan) => {
      if (!env.image || plan.latents) return plan
      // Less than all of the steps leaves more of the picture.
      const start = entryFor(env.recipe.strength ?? 1, env.schedule)
      const latents = await invertedFrom(await env.imageLatents(), start, plan)
      return { ...plan, start, latents }
    },
    reference: ({ branches }) => ({ embeddings: new Map([['cond', branches.get(unedited)!.embedding]]) }),
    beforeStep: async (latents, step) => {
      if (structure.at(step) === 0) return latents
      const branches = [...(step.anchor === undefined ? [] : [step.anchor]), 'cond']
      const own = new Map<BranchId, Tensor>()
      for (const branch of branches)
        own.set(branch, await heldLatents(branch, 1 / branches.length, latents, step))
      // As in the paper's code, the sampler goes on from the latents of the branch without text.
      const next = own.get(branches[0]!)!
      moved.set(next, own)
      return next
    },
    branchLatents: (branch, { latents }) => moved.get(latents)?.get(branch),
  }
})
