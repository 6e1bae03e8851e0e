// DDIM inversion as a start (Song, Meng & Ermon 2021, arXiv:2010.02502, section 5.4): the sampler's own path is run backwards from the
// picture, and whatever other guides and the prompt do not change comes back. With SEGA's concepts it edits pictures of one's own.
import { mapEmbedding, withBranch } from '../../diffusion/conditioning'
import { entryFor, usualStrength } from '../../diffusion/startFor'
import type { Tensor } from '../../tensor/tensor'
import { defineGuide } from '../defineGuide'
import { meta } from './meta'

export const ddimInversion = defineGuide(meta, ({ caption, guidance, edits }, env) => {
  const { recipe, schedule, key } = env
  const shows = `${key}-shows`
  return {
    condition: async (conditioning) => {
      const text = caption.trim() === '' ? conditioning.prompt : caption
      const embedding = await conditioning.encode(text)
      const described = withBranch(conditioning, shows, embedding, { onDemand: true })
      return edits ? described : withBranch(described, 'cond', embedding)
    },
    begin: async (plan) => {
      const { before } = plan
      const start = entryFor(recipe.strength ?? usualStrength, schedule)
      // Its mean, so that the noise is the picture's own whatever the seed.
      const latents = await env.imageLatentsMean()
      const embedding = before.embeddingOf(shows)
      const texts: Tensor[] = []
      mapEmbedding(embedding, (part) => {
        texts.push(part.tokens)
        return part
      })
      const [first] = await env.kept(
        'inversion',
        [latents, ...texts, start, guidance, recipe.negativePrompt],
        () => before.invert({ latents, start, embedding, guidance }),
      )
      return { ...plan, start, latents: first!, inverted: true }
    },
  }
})
