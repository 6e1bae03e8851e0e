// The engine as the page drives it: messages in, events out, on ONNX Runtime in Node.
import { afterEach, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { runEdit } from './editJob'
import {
  cancelEverything,
  drive,
  edit,
  ends,
  instruct,
  started,
  type EventOf,
} from './fixtures/drivenEngine.node'
import { pipelineImages } from './fixtures/pipelineCases.node'
import { openTinyNetworks } from './fixtures/tinyNetworks.node'

afterEach(cancelEverything)

describe('opening', () => {
  it('reports the backend, and what a checkpoint is', async () => {
    const { events } = await started()
    expect(events).toMatchObject([
      { type: 'ready', backend: { name: 'node' } },
      { type: 'checkpoint', checkpoint: { id: 'instruct', kind: 'instruction', width: 64, height: 64 } },
      { type: 'checkpoint', checkpoint: { id: 'tiny-vae', kind: 'text-to-image' } },
    ])
  })

  it('says what is wrong with a checkpoint, and takes it once it is right', async () => {
    const { engine, all } = await started()
    await engine.handle({ type: 'open-checkpoint', id: 'x', source: { kind: 'url', url: 'nothing' } })
    expect(all('checkpoint-failed')).toMatchObject([{ id: 'x', error: { code: 'checkpoint' } }])
    await engine.handle({ type: 'open-checkpoint', id: 'x', source: { kind: 'url', url: 'sd1' } })
    expect(all('checkpoint').at(-1)).toMatchObject({ checkpoint: { id: 'x', kind: 'text-to-image' } })
  })

  it('refuses a message that it does not understand', async () => {
    const { engine, all } = await started()
    await engine.handle({ type: 'edit', job: 7 })
    expect(all('start-failed')[0]?.error.message).toMatch(/does not understand/)
  })

  it('fails an edit that comes before the start, and runs the next one', async () => {
    const { engine, until } = drive()
    await engine.handle(edit('early'))
    expect(await until(ends('early'))).toMatchObject({ type: 'failed', error: { code: 'internal' } })
    await engine.handle({ type: 'start', backend: 'auto', assets: 'https://example.org/', memoryBudget: 1e9 })
    await engine.handle({ type: 'open-checkpoint', id: 'instruct', source: { kind: 'url', url: 'instruct' } })
    await engine.handle(edit('late'))
    expect(await until(ends('late'))).toMatchObject({ type: 'done' })
  })
})

describe('an edit', () => {
  it('reports stages and steps, and ends with the pixels that the recipe gives without a page', async () => {
    const { engine, events, all, until } = await started()
    await engine.handle(edit('one'))
    const done = (await until(ends('one'))) as EventOf<'done'>
    expect(done.type).toBe('done')

    const stages = all('progress').map(({ stage, step, steps }) => `${stage} ${step}/${steps}`)
    expect(stages).toEqual([
      'loading 0/0',
      'encoding 0/0',
      'denoising 0/0',
      'denoising 1/4',
      'denoising 2/4',
      'denoising 3/4',
      'denoising 4/4',
      'decoding 0/0',
    ])
    const timed = all('progress').map(({ secondsLeft }) => secondsLeft)
    expect(timed.slice(0, 4)).toEqual([undefined, undefined, undefined, undefined])
    expect(timed[4]).toBeGreaterThan(0)
    expect(timed[6]).toBe(0)
    const tiny = await openTinyNetworks()
    const parsed = parseRecipe(instruct, guideMetas)
    const alone = await runEdit({ recipe: parsed, images: pipelineImages }, await tiny.open('instruct'))
    await tiny.dispose()
    expect(done.pixels).toEqual(alone.pixels)
    expect(done.recipe).toEqual(alone.recipe)
    expect(done.recipe.guides).toEqual([
      {
        id: 'instruct-pix2pix',
        key: 'instruct-pix2pix',
        values: { textScale: 7.5, imageScale: 1.5 },
        range: [0, 1],
      },
    ])
    expect(done.overhead).toBeGreaterThanOrEqual(0)
    expect(done.overhead).toBeLessThan(1)
    // What is loaded is told while the edit runs, too: the weights of all networks by its end.
    const loaded = all('memory').map(({ weightBytes }) => weightBytes)
    expect(loaded.length).toBeGreaterThan(2)
    expect(loaded).toEqual(loaded.toSorted((a, b) => a - b))
    expect(all('memory').at(-1)?.sessions).toBeGreaterThanOrEqual(4)
    expect(events[3]).toEqual({ type: 'started', job: 'one' })
  })

  it('shows previews where the picture lies, unless the person wants none', async () => {
    const { engine, all, until } = await started()
    // In fewer steps a decoder as large as the UNet is, as here, has no room.
    const long = { ...instruct, steps: 60 }
    await engine.handle({ ...edit('without', long), previews: false })
    await until(ends('without'))
    expect(all('preview')).toEqual([])
    await engine.handle(edit('with', long))
    await until(ends('with'))
    expect(all('preview').length).toBeGreaterThan(0)
    for (const { pixels, region, step } of all('preview')) {
      expect([pixels.width, pixels.height]).toEqual([64, 64])
      expect(region).toEqual({ left: 0, top: 0, width: 64, height: 64 })
      expect(step).toBeLessThan(60)
    }
  })

  it.each<[string, object, string]>([
    ['of a later version', { ...instruct, version: 9 }, 'recipe'],
    ['with an empty instruction', { ...instruct, prompt: '' }, 'recipe'],
    ['whose picture was not given', { ...instruct, image: 'lost' }, 'image'],
    ['whose checkpoint is not open', { ...instruct, checkpoint: 'somewhere/else' }, 'checkpoint'],
    ['whose bundled checkpoint is not there', { ...instruct, checkpoint: 'toyland/none' }, 'checkpoint'],
  ])('%s fails in words, and the next one runs', async (_, recipe, code) => {
    const { engine, until } = await started()
    await engine.handle(edit('bad', recipe))
    await engine.handle(edit('good'))
    expect(await until(ends('bad'))).toMatchObject({ type: 'failed', error: { code } })
    expect(await until(ends('good'))).toMatchObject({ type: 'done' })
  })
})
