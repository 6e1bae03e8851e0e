// Attend-and-Excite (Chefer et al. 2023, arXiv:2301.13826, algorithm 1): before a step, the latents are moved down the gradient of a
// loss, 1 less the largest attention that the word which is attended to least is given. At the goals it is moved again and
// again, until each word has so much.
import { isSameWord } from '../../../src/shared/prompt/saidWords'
import type { LossGradient } from '../../diffusion/attentionLoss'
import type { GuideEnvironment } from '../../diffusion/environment'
import { levelSize } from '../../diffusion/levelSize'
import type { Step } from '../../diffusion/step'
import { wordLayers } from '../../diffusion/wordLayers'
import { wordPositions } from '../../diffusion/wordPositions'
import { combineLinear } from '../../tensor/arithmetic'
import { resizeBicubic } from '../../image/resizeBicubic'
import { tensor, type Tensor } from '../../tensor/tensor'
import { defineGuide } from '../defineGuide'
import { meta } from './meta'

export const attendAndExcite = defineGuide(meta, ({ words, strength, until, goals, tries }, env) => {
  const found = wordLayers(env.traits, meta.label)
  const layers = found.layers.map(({ path }) => path)
  const parts = wordPositions(env.recipe.prompt, words, env.text, env.schedule.steps)

  async function look(latents: Tensor, step: Step): Promise<LossGradient> {
    const [, , height = 0, width = 0] = latents.shape
    const size = levelSize([height, width], found.level)
    const said = saidAt(step)
    const seen = await step.gradient(
      'cond',
      {
        kind: 'exciteWords',
        layers,
        size,
        words: said.map(({ positions }) => positions),
        chunk: env.text.maxLength,
      },
      { latents },
    )
    if (seen.wordMaps)
      showMaps(
        env,
        said.map(({ word }) => word),
        seen.wordMaps,
      )
    return seen
  }

  /** The words that the prompt has at a step, and where. */
  const saidAt = ({ index, count }: Step) => {
    const part = parts.find((one) => index < one.until * count - 1e-9) ?? parts.at(-1)!
    return part.words
      .map((positions, at) => ({ word: nameOf(words, at), positions }))
      .filter(({ positions }) => positions.length > 0)
  }

  function moved(latents: Tensor, { gradient }: LossGradient, step: Step): Tensor {
    const { index, count } = step
    const size = strength.at(step) * Math.sqrt(1 - (0.5 * index) / Math.max(count - 1, 1))
    // The gradient is that of what the UNet sees, so that a move means the same with every sampler.
    return combineLinear([
      [1, latents],
      [-size / step.inputScale, gradient],
    ])
  }

  return {
    beforeStep: async (latents, step) => {
      const { index, count } = step
      const goal = goals.find(({ at }) => Math.round(at * count) === index)
      const acts = index < until * count - 1e-9
      if ((!acts && !goal) || strength.at(step) === 0 || saidAt(step).length === 0) return latents
      let seen = await look(latents, step)
      const most = 1 - (goal?.attention ?? 0)
      let current = latents
      if (goal && seen.loss > most)
        for (let attempt = 0; attempt < tries; attempt++) {
          const { loss } = seen
          current = moved(current, seen, step)
          seen = await look(current, step)
          // As in the paper's code, the move after the goal was reached is made too.
          if (loss <= most) break
        }
      return acts ? moved(current, seen, step) : current
    },
  }
})

/** What the map of a word is called: one that is asked for again, "cat" and "cat (2)". */
function nameOf(words: readonly string[], at: number): string {
  const before = words.slice(0, at).filter((word) => isSameWord(word, words[at]!)).length
  return before === 0 ? words[at]! : `${words[at]} (${before + 1})`
}

/** Each word's attention, as a layer over the picture: white where it is largest of all words'. At first it is little, and would be black. */
function showMaps(
  { show, recipe }: GuideEnvironment,
  words: readonly string[],
  { data, shape }: Tensor,
): void {
  const [, height = 0, width = 0] = shape
  const most = data.reduce((a, b) => Math.max(a, b), 0) || 1
  words.forEach((word, at) => {
    const map = tensor(data.slice(at * height * width, (at + 1) * height * width), [1, 1, height, width])
    const { data: large, shape } = resizeBicubic(map, recipe.height, recipe.width)
    // Cubic interpolation goes beyond the values between which it lies.
    const limited = large.map((value) => Math.min(Math.max(value / most, 0), 1))
    show(word, tensor(limited, shape), { changes: true })
  })
}
