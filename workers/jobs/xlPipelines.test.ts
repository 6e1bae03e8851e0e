// Whole edits on Stable Diffusion XL against diffusers, its own pipelines and those that it has for Stable Diffusion 1 alone, run on
// XL's networks (tools/reference/sdxl_pipelines.py).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import type { Tensor } from '../tensor/tensor'
import { runEdit } from './editJob'
import { xlPipelineCases, xlPipelineImages as images } from './fixtures/controlPipelineCases.node'
import { relativeError } from './fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from './fixtures/tinyNetworks.node'

/** At worst 4.8e-5 here (DiffEdit); the smallest effect is 0.026 (Attend-and-Excite, whose gradients are small in so small a network). */
const tolerance = 3e-4

let tiny: TinyNetworks
const found: string[] = []
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(async () => {
  console.log(`Relative errors and effects:\n${found.join('\n')}`)
  await tiny.dispose()
})

async function latentsOf(json: object): Promise<Tensor> {
  const recipe = parseRecipe(json, guideMetas)
  return (await runEdit({ recipe, images }, await tiny.open(recipe.checkpoint))).latents
}

describe.each(xlPipelineCases)('$name', ({ name, recipe, off, latents }) => {
  it('gives the latents of diffusers, which are visibly not those without it', async () => {
    const error = relativeError(await latentsOf(recipe), latents)
    const effect = relativeError(await latentsOf(off), latents)
    found.push(`${error.toExponential(1)} ${effect.toFixed(2)} ${name}`)
    expect(error).toBeLessThan(tolerance)
    expect(effect).toBeGreaterThan(50 * tolerance)
  })
})
