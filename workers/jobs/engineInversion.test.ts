// The inversion of a picture is kept from edit to edit, as the page runs them: told by the UNet's runs.
import { afterEach, expect, it } from 'vitest'
import { cancelEverything, edit, ends, instruct, started } from './fixtures/drivenEngine.node'
import { pipelineImages } from './fixtures/pipelineCases.node'

afterEach(cancelEverything)

const steps = 2
const recipe = {
  ...instruct,
  version: 2,
  checkpoint: 'tiny-vae',
  prompt: 'a red ball in the snow',
  image: 'picture',
  steps,
  seed: 4,
  // As in the page; the reconstruction is shown whole.
  keepUnchanged: true,
  guides: [{ id: 'pix2pix-zero', values: { source: 'ball', target: 'house', structure: 0.01 } }],
}

it('is kept while picture, caption and settings are the same, from the reconstruction on', async () => {
  const { engine, until, counted } = await started()
  let jobs = 0
  const runsOf = async (change: object = {}, images = pipelineImages) => {
    const job = `edit ${++jobs}`
    const before = counted.runs
    const { type: _, ...request } = edit(job, { ...recipe, ...change })
    await engine.handle({ ...request, type: 'edit', images })
    const event = await until(ends(job))
    if (event.type !== 'done') throw new Error(JSON.stringify(event))
    return counted.runs - before
  }
  const { recipe: asked } = edit('shown', recipe)
  await engine.handle({
    type: 'prepare',
    job: 'shown',
    key: 'pix2pix-zero',
    recipe: asked,
    images: pipelineImages,
  })
  await until((event) => event.type === 'prepared' && event.job === 'shown')
  const again = await runsOf()
  expect(await runsOf()).toBe(again)
  // What is made of the noise may change.
  const [use] = recipe.guides
  const other = { ...use, values: { ...use!.values, target: 'tree', change: 2 } }
  expect(await runsOf({ guides: [other] })).toBe(again)

  // Each of these is another way into noise.
  const whole = again + steps
  const picture = pipelineImages['picture']!
  const brighter = { ...picture, data: picture.data.map((value) => Math.min(255, value + 20)) }
  expect(await runsOf({ prompt: 'a red ball in a meadow' })).toBe(whole)
  expect(await runsOf({ prompt: 'a red ball in a meadow' }, { ...pipelineImages, picture: brighter })).toBe(
    whole,
  )
  expect(await runsOf({ seed: 5 })).toBe(whole)
  expect(await runsOf({ seed: 5 })).toBe(again)
  const looser = { ...use, values: { ...use!.values, divergence: 0 } }
  expect(await runsOf({ seed: 5, guides: [looser] })).toBe(whole)
})
