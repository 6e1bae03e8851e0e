// What a person is told of an edit that ran, but not quite as they may think.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { englishOf } from '../../src/shared/message'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { runEdit } from './editJob'
import { pipelineImages } from './fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from './fixtures/tinyNetworks.node'

let tiny: TinyNetworks
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(() => tiny.dispose())

const instruct = {
  version: 1,
  checkpoint: 'instruct',
  prompt: 'make the cat blue',
  scheduler: 'ddim',
  steps: 2,
  width: 64,
  height: 64,
  image: 'picture',
}

async function editOf(change: object) {
  const recipe = parseRecipe({ ...instruct, ...change }, guideMetas)
  return runEdit({ recipe, images: pipelineImages }, await tiny.open(recipe.checkpoint))
}

describe('the notes of an edit', () => {
  it('are none where all went as asked', async () => {
    expect((await editOf({})).notes).toEqual([])
    const half = [{ id: 'instruct-pix2pix', range: [0, 0.5] }]
    expect((await editOf({ guides: half })).notes).toEqual([])
  })

  it('name a guide whose range holds no step', async () => {
    for (const range of [
      [0, 0.4],
      [0.3, 0.9],
    ])
      expect((await editOf({ guides: [{ id: 'instruct-pix2pix', range }] })).notes.map(englishOf)).toEqual([
        'None of the 2 steps lies wholly inside the range of the guide "instruct-pix2pix".',
      ])
  })

  it('say what was left out of a long text', async () => {
    const { notes } = await editOf({ prompt: `${'cat '.repeat(75)}dog` })
    expect(notes.map(englishOf)).toEqual([
      expect.stringMatching(/longer than the checkpoint reads.*left out: ".*dog"\.$/),
    ])
  })

  it('say that the strength leaves the picture as it was', async () => {
    const { notes, pixels } = await editOf({ checkpoint: 'tiny-vae', strength: 0.1 })
    expect(notes.map(englishOf)).toEqual(['The strength leaves no step to run: the picture is unchanged.'])
    expect(pixels).toEqual(pipelineImages['picture'])
  })

  it('say that nothing visible was changed, where only visible changes are laid over the picture', async () => {
    const faint = { checkpoint: 'tiny-vae', steps: 50, strength: 0.02 }
    const { notes, pixels } = await editOf({ ...faint, keepUnchanged: true })
    expect(notes.map(englishOf)).toEqual([
      'The edit changed nothing that can be seen: the picture is unchanged.',
    ])
    expect(pixels).toEqual(pipelineImages['picture'])
    expect((await editOf(faint)).pixels).not.toEqual(pixels)
  })

  it('name the mask, where there is one and nothing visible was changed', async () => {
    const masked = { mask: 'mask', keepUnchanged: true, checkpoint: 'tiny-vae', steps: 50, strength: 0.02 }
    const { notes, pixels } = await editOf(masked)
    expect(notes.map(englishOf)).toEqual([
      'The edit changed nothing that can be seen under the mask: the picture is unchanged.',
    ])
    expect(pixels).toEqual(pipelineImages['picture'])
  })
})
