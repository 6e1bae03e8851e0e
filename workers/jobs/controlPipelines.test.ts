// ControlNets, T2I-Adapters and depth maps in whole edits, against diffusers' own pipelines from the same seed and, for
// combinations that it has no pipeline for, against a loop written by hand over its networks.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import type { Tensor } from '../tensor/tensor'
import { runEdit } from './editJob'
import { controlPipelineCases, controlPipelineImages as images } from './fixtures/controlPipelineCases.node'
import { relativeError } from './fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from './fixtures/tinyNetworks.node'

const tolerance = 1e-3

let tiny: TinyNetworks
const found: { name: string; error: number; effect: number }[] = []
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(async () => {
  const worst = (pick: (one: (typeof found)[number]) => number) =>
    found.toSorted((a, b) => pick(b) - pick(a))[0]
  const [off, least] = [worst(({ error }) => error), worst(({ effect }) => -effect)]
  console.log(
    `Largest relative error ${off?.error.toExponential(1)} (${off?.name}); smallest effect ${least?.effect.toFixed(2)} (${least?.name}).`,
  )
  await tiny.dispose()
})

async function latentsOf(json: object): Promise<Tensor> {
  const recipe = parseRecipe(json, guideMetas)
  return (await runEdit({ recipe, images }, await tiny.open(recipe.checkpoint))).latents
}

describe.each(controlPipelineCases)('$name', ({ name, recipe, off, latents }) => {
  it('gives the latents of diffusers, which are visibly not those without it', async () => {
    const error = relativeError(await latentsOf(recipe), latents)
    const effect = relativeError(await latentsOf(off), latents)
    found.push({ name, error, effect })
    expect(error).toBeLessThan(tolerance)
    expect(effect).toBeGreaterThan(50 * tolerance)
  })
})
