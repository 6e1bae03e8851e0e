// Regions (Bar-Tal et al. 2023, arXiv:2302.08113, section 4.2): every region takes the step with its own prompt, and the next
// latents are x = sum of m x / sum of m over the regions and the rest. In the first steps (bootstrapping) a region sees noised
// plain colours outside of its mask. Beyond the paper, a region may see the canvas turned until it lies in the middle.
import { withBranch, type Conditioning } from '../../diffusion/conditioning'
import type { BranchId } from '../../diffusion/guide'
import { crop, type View } from '../../diffusion/views'
import { add, scale, subtract } from '../../tensor/arithmetic'
import { lerpBy, multiplyBy } from '../../tensor/broadcast'
import { tensor, zeros, type Tensor } from '../../tensor/tensor'
import { defineGuide } from '../defineGuide'
import { messages } from './messages'
import { meta } from './meta'
import { plainColours } from './plainColours'
import { regionMask } from './regionMask'

export const regions = defineGuide(meta, async (values, env) => {
  const { latentShape, schedule, key } = env
  const named = values.regions.map((region, at) => ({
    ...region,
    branch: `${key}-${at + 1}`,
    mask: regionMask(region, at + 1, env),
    /** The noise that it begins from. */
    noise: region.seed < 0 ? env.noise() : env.noiseOf(region.seed),
  }))
  const weights = named.map(({ mask, strength }) => scale(mask, strength))
  const bootstrapped = Math.floor(values.bootstrapping * schedule.steps)
  const colours = await plainColours(bootstrapped * named.length, env)
  /** Branches that a region's own stand in for, by region. */
  const standIns = named.map(() => new Map<BranchId, BranchId>())

  async function withRegion(all: Conditioning, at: number): Promise<Conditioning> {
    const { branch, prompt, negativePrompt } = named[at]!
    const onDemand = { onDemand: true } as const
    standIns[at]!.set('cond', branch)
    const described = withBranch(all, branch, await all.encode(prompt), { ...onDemand, prompt })
    if (negativePrompt.trim() === '') return described
    for (const [id, { negative }] of all.branches) if (negative) standIns[at]!.set(id, `${branch}-negative`)
    return withBranch(described, `${branch}-negative`, await all.encodeNegative(negativePrompt), onDemand)
  }

  /** A region's view of the canvas, or of a window of it. */
  function viewOf(whole: View, at: number): View {
    const { mask, noise } = named[at]!
    const view = values.centred ? centredOn(mask, whole) : whole
    const [inside, own] = [crop(mask, view), crop(noise, view)]
    return {
      ...view,
      weight: weighted(view, weights[at]!),
      branches: standIns[at]!,
      start: (latents, step) => {
        if (step.index >= bootstrapped) return latents
        const plain = crop(colours[at * bootstrapped + step.index]!, view)
        return lerpBy(step.addNoise(plain, own), latents, inside)
      },
    }
  }

  return {
    condition: async (conditioning) => {
      let all = conditioning
      for (const at of named.keys()) all = await withRegion(all, at)
      return all
    },
    begin: async (plan) => {
      if (named.every(({ noise }) => noise === env.noise()) || plan.start >= schedule.entries) return plan
      if (plan.inverted) {
        env.note(messages.seedsIdle())
        return plan
      }
      const shift = shiftOf(named, env.noise())
      if (!plan.latents) return { ...plan, latents: scale(add(env.noise(), shift), schedule.initNoiseSigma) }
      return { ...plan, latents: add(plan.latents, schedule.addNoise(zeros(latentShape), shift, plan.start)) }
    },
    views: (views) =>
      views
        .flatMap((view) => [
          { ...view, weight: weighted(view, restOf(weights)) },
          ...named.map((_, at) => viewOf(view, at)),
        ])
        .filter(({ weight }) => weight!.some((share) => share > 0)),
  }
})

/** From the run's noise to each region's own inside of its mask. */
function shiftOf(
  regions: readonly { readonly mask: Tensor; readonly noise: Tensor }[],
  noise: Tensor,
): Tensor {
  return regions.reduce(
    (sum, { mask, noise: own }) => (own === noise ? sum : lerpBy(sum, subtract(own, noise), mask)),
    zeros(noise.shape),
  )
}

/**
 * The view of a whole canvas turned sideways until a region lies in its middle, so that the canvas's ends meet beside it: there
 * a model draws what it is asked for where no word says its side. A window of a larger canvas stays where it is.
 */
function centredOn(mask: Tensor, view: View): View {
  const [, , height = 0, width = 0] = mask.shape
  if (view.width !== width || view.height !== height) return view
  const columns = Array.from({ length: width }, (_, x) =>
    Array.from({ length: height }, (_, y) => mask.data[y * width + x]!).reduce((a, b) => Math.max(a, b)),
  )
  const first = columns.findIndex((share) => share > 0)
  const last = columns.findLastIndex((share) => share > 0)
  const turned = { ...view, left: (Math.round((first + last + 1 - width) / 2) + width) % width }
  if (!view.weight) return turned
  return { ...turned, weight: crop(tensor(view.weight, mask.shape), turned).data }
}

/** A view's weights times those that lie over the canvas. */
function weighted(view: View, over: Tensor): Float32Array {
  const own = crop(over, view)
  return view.weight ? multiplyBy(own, tensor(view.weight, own.shape)).data : own.data
}

/** What the regions leave to the prompt of the rest: 1 - sum of their weights, at least 0. */
function restOf(weights: readonly Tensor[]): Tensor {
  const total = weights.reduce(add)
  return tensor(
    total.data.map((sum) => Math.max(0, 1 - sum)),
    total.shape,
  )
}
