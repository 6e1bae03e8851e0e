// Two and three guides at once, for which diffusers has no pipelines, against a loop written by hand over its networks
// (tools/reference/combinations.py). Each guide of a combination has to show in it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import type { Tensor } from '../tensor/tensor'
import { runEdit } from './editJob'
import { combinationCases, combinationImages as images } from './fixtures/controlPipelineCases.node'
import { relativeError } from './fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from './fixtures/tinyNetworks.node'

/** At worst 9e-5 (regions, one of them with weights); the smallest effect of one of them is 0.14. */
const tolerance = 5e-4

let tiny: TinyNetworks
const found: string[] = []
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(async () => {
  console.log(`Relative errors, and effects of each guide:\n${found.join('\n')}`)
  await tiny.dispose()
})

async function latentsOf(json: object): Promise<Tensor> {
  const recipe = parseRecipe(json, guideMetas)
  return (await runEdit({ recipe, images }, await tiny.open(recipe.checkpoint))).latents
}

describe.each(combinationCases)('$name', ({ name, recipe, offs, latents }) => {
  it('gives the latents of the loop, which are visibly not those without one of them', async () => {
    const error = relativeError(await latentsOf(recipe), latents)
    const effects: number[] = []
    for (const guides of offs) effects.push(relativeError(await latentsOf({ ...recipe, guides }), latents))
    found.push(`${error.toExponential(1)} ${effects.map((effect) => effect.toFixed(2)).join(' ')} ${name}`)
    expect(error).toBeLessThan(tolerance)
    expect(Math.min(...effects)).toBeGreaterThan(50 * tolerance)
  })
})
