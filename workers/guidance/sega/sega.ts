// SEGA (Brack et al. 2023, arXiv:2301.12247): each concept's direction from no text, kept where it is strongest, is added to
// the noise. Directions of earlier steps go on as momentum.
import { PalimpsestError } from '../../../src/shared/errors'
import type { StepPlace } from '../../../src/shared/curve'
import { withBranch, type Conditioning } from '../../diffusion/conditioning'
import type { Step } from '../../diffusion/step'
import type { View } from '../../diffusion/views'
import { combineLinear, scale, subtract } from '../../tensor/arithmetic'
import { zeros, type Tensor } from '../../tensor/tensor'
import { defineGuide } from '../defineGuide'
import { messages } from './messages'
import { meta } from './meta'
import { strongest } from './strongest'

export const sega = defineGuide(meta, ({ concepts, momentum, momentumDecay }, { key }) => {
  const named = concepts.map((concept, at) => ({ ...concept, branch: `${key}-${at}` }))
  const empty = named.findIndex(({ concept }) => concept.trim() === '')
  if (empty >= 0) throw new PalimpsestError(messages.conceptEmpty({ number: empty + 1, guide: meta.label }))
  const ownAnchor = `${key}-none`

  /** With no base guidance, the guide measures against a branch of its own. */
  async function withAnchor(conditioning: Conditioning): Promise<Conditioning> {
    if (conditioning.anchor !== undefined) return conditioning
    return withBranch(conditioning, ownAnchor, await conditioning.encodeNegative(conditioning.negativePrompt))
  }

  async function directionOf(concept: (typeof named)[number], from: Tensor, step: Step): Promise<Tensor> {
    const sign = concept.direction === 'remove' ? -1 : 1
    const away = subtract(await step.run(concept.branch), from)
    return strongest(scale(away, sign * concept.strength.at(step)), concept.threshold)
  }

  /** Each view of the canvas has a past of its own. */
  const pasts = new Map<View, Tensor>()

  return {
    condition: async (conditioning) => {
      let all = await withAnchor(conditioning)
      for (const { branch, concept, coolDown } of named)
        all = withBranch(all, branch, await all.encode(concept), { within: [0, coolDown] })
      return all
    },
    combine: async (noise, step) => {
      const from = await step.run(step.anchor ?? ownAnchor)
      const terms: (readonly [number, Tensor])[] = []
      const ready: typeof terms = []
      for (const concept of named) {
        const { weight, warmUp, coolDown } = concept
        const term = hasReached(coolDown, step)
          ? ([0, zeros(noise.shape)] as const)
          : ([weight, await directionOf(concept, from, step)] as const)
        terms.push(term)
        if (hasReached(warmUp, step)) ready.push(term)
      }
      const past = pasts.get(step.view) ?? zeros(noise.shape)
      const sum = combineLinear([...terms, [momentum, past]])
      pasts.set(
        step.view,
        combineLinear([
          [momentumDecay, past],
          [1 - momentumDecay, sum],
        ]),
      )
      if (ready.length === terms.length)
        return combineLinear([
          [1, noise],
          [1, sum],
        ])
      // While some still warm up, the others share the change among them.
      const total = ready.reduce((weights, [weight]) => weights + weight, 0)
      if (total === 0) return noise
      return combineLinear([[1, noise], ...ready.map(([weight, x]) => [weight / total, x] as const)])
    },
  }
})

/** Whether a step lies at or behind a part of the steps. */
const hasReached = (part: number, { index, count }: StepPlace): boolean => index >= part * count - 1e-9
