// Whole edits against diffusers' own pipelines from the same seed, the real way: recipe, guides, loop, networks in Node.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tensor } from '../tensor/tensor'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { runEdit } from './editJob'
import { pipelineCases, pipelineImages, relativeError } from './fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from './fixtures/tinyNetworks.node'

const tolerance = 1e-3

let tiny: TinyNetworks
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(() => tiny.dispose())

async function latentsOf(json: object): Promise<Tensor> {
  const recipe = parseRecipe(json, guideMetas)
  const networks = await tiny.open(recipe.checkpoint)
  return (await runEdit({ recipe, images: pipelineImages }, networks)).latents
}

describe.each(pipelineCases)('$name', ({ recipe, off, latents }) => {
  it('gives the latents of diffusers', async () => {
    expect(relativeError(await latentsOf(recipe), latents)).toBeLessThan(tolerance)
  })

  it('is visibly not the run without it', async () => {
    expect(relativeError(await latentsOf(off), latents)).toBeGreaterThan(50 * tolerance)
  })
})
