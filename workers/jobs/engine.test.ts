// The engine as the page drives it: messages in, events out, on ONNX Runtime in Node.
import { afterEach, describe, expect, it } from 'vitest'
import type { EngineEvent } from '../../src/shared/protocol'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/registry'
import type { Backend } from '../runtime/backend'
import { openNodeBackend } from '../runtime/node.node'
import { pathTree } from '../weights/pathTree.node'
import { runEdit } from './editJob'
import { Engine } from './engine'
import { pipelineImages } from './fixtures/pipelineCases.node'
import { checkpointFolder, openTinyNetworks } from './fixtures/tinyNetworks.node'

type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>

/**
 * Node's backend, counting the UNet's runs, on a device that can be lost: from then on every run fails, as on WebGPU.
 * @param loseAtRun the device is lost in the UNet run of that number
 */
async function fragileBackend(counted: { runs: number; loseAtRun?: number }): Promise<Backend> {
  const backend = await openNodeBackend({ threads: 1 })
  let lose: (reason: string) => void = () => {}
  let isLost = false
  const lost = new Promise<string>((resolve) => {
    lose = (reason) => {
      isLost = true
      resolve(reason)
    }
  })
  return {
    ...backend,
    lost,
    destroyDevice: () => lose('destroyed'),
    createSession: async (model) => {
      const session = await backend.createSession(model)
      return {
        release: () => session.release(),
        run: async (feeds) => {
          if ('timestep' in feeds) {
            counted.runs++
            if (counted.runs === counted.loseAtRun) lose('a test')
          }
          if (isLost) throw new Error('The device is gone.')
          return session.run(feeds)
        },
      }
    },
  }
}

interface Driven {
  readonly engine: Engine
  readonly events: EngineEvent[]
  /** Events of a type so far. */
  all<T extends EngineEvent['type']>(type: T): EventOf<T>[]
  /** The next event that fits, waiting for it. */
  until(fits: (event: EngineEvent) => boolean): Promise<EngineEvent>
  readonly counted: { runs: number; loseAtRun?: number }
  /** Called with each event as it is posted. */
  onEvent?: (event: EngineEvent) => void
}

const engines: Engine[] = []
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.handle({ type: 'cancel-all' })
})

function drive(): Driven {
  const events: EngineEvent[] = []
  const waiting: { fits: (event: EngineEvent) => boolean; resolve: (event: EngineEvent) => void }[] = []
  const counted = { runs: 0 }
  const engine = new Engine({
    post: (event) => {
      events.push(event)
      driven.onEvent?.(event)
      for (const wait of waiting.filter(({ fits }) => fits(event))) wait.resolve(event)
    },
    openBackend: () => fragileBackend(counted),
    openTree: async (source) => {
      if (source.kind !== 'url') throw new Error('Only addresses are used here.')
      return pathTree(checkpointFolder(source.url))
    },
  })
  const driven: Driven = {
    engine,
    events,
    counted,
    all: <T extends EngineEvent['type']>(type: T) =>
      events.filter((event): event is EventOf<T> => event.type === type),
    until: (fits) =>
      new Promise((resolve) => {
        const already = events.find(fits)
        if (already) resolve(already)
        else waiting.push({ fits, resolve })
      }),
  }
  engines.push(engine)
  return driven
}

async function started(): Promise<Driven> {
  const driven = drive()
  await driven.engine.handle({
    type: 'start',
    backend: 'auto',
    assets: 'https://example.org/',
    memoryBudget: 1e9,
  })
  for (const id of ['instruct', 'tiny-vae'])
    await driven.engine.handle({ type: 'open-checkpoint', id, source: { kind: 'url', url: id } })
  return driven
}

const instruct = {
  version: 1,
  checkpoint: 'instruct',
  prompt: 'make the cat blue',
  scheduler: 'ddim',
  steps: 4,
  width: 64,
  height: 64,
  image: 'picture',
}
const edit = (job: string, recipe: object = instruct) => ({
  type: 'edit',
  job,
  recipe,
  images: pipelineImages,
  previews: true,
})
const ends = (job: string) => (event: EngineEvent) =>
  ['done', 'failed', 'cancelled'].includes(event.type) && 'job' in event && event.job === job

describe('opening', () => {
  it('reports the backend, and what a checkpoint is', async () => {
    const { events } = await started()
    expect(events).toMatchObject([
      { type: 'ready', backend: { name: 'node' } },
      { type: 'checkpoint', checkpoint: { id: 'instruct', kind: 'instruct-pix2pix', width: 64, height: 64 } },
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
  it('reports stages, steps and previews, and ends with the pixels that the recipe gives without a page', async () => {
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
    const previews = all('preview')
    expect(previews.length).toBeGreaterThan(0)
    for (const { pixels, region } of previews) {
      expect([pixels.width, pixels.height]).toEqual([64, 64])
      expect(region).toEqual({ left: 0, top: 0, width: 64, height: 64 })
    }

    const tiny = await openTinyNetworks()
    const parsed = parseRecipe(instruct, guideMetas)
    const alone = await runEdit({ recipe: parsed, images: pipelineImages }, await tiny.open('instruct'))
    await tiny.dispose()
    expect(done.pixels).toEqual(alone.pixels)
    expect(done.recipe).toEqual(alone.recipe)
    expect(done.recipe.guides).toEqual([
      { id: 'instruct-pix2pix', values: { textScale: 7.5, imageScale: 1.5 }, range: [0, 1] },
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

describe('cancelling', () => {
  it('takes effect before the next UNet run', async () => {
    const driven = await started()
    const { engine, until, counted } = driven
    driven.onEvent = (event) => {
      if (event.type === 'progress' && event.step === 2) void engine.handle({ type: 'cancel', job: 'one' })
    }
    await engine.handle(edit('one', { ...instruct, steps: 50 }))
    expect(await until(ends('one'))).toEqual({ type: 'cancelled', job: 'one' })
    expect(counted.runs).toBe(2)
  })

  it('takes waiting edits out, and leaves the running one alone', async () => {
    const { engine, until, all, counted } = await started()
    for (const job of ['one', 'two', 'three']) await engine.handle(edit(job))
    await engine.handle({ type: 'cancel', job: 'two' })
    expect(all('cancelled')).toEqual([{ type: 'cancelled', job: 'two' }])
    expect(await until(ends('three'))).toMatchObject({ type: 'done' })
    expect(all('done').map(({ job }) => job)).toEqual(['one', 'three'])
    expect(all('started').map(({ job }) => job)).toEqual(['one', 'three'])
    expect(counted.runs).toBe(8)
  })

  it('of everything leaves the engine ready', async () => {
    const { engine, until, all } = await started()
    for (const job of ['one', 'two']) await engine.handle(edit(job, { ...instruct, steps: 50 }))
    await engine.handle({ type: 'cancel-all' })
    await until(ends('one'))
    expect(
      all('cancelled')
        .map(({ job }) => job)
        .toSorted(),
    ).toEqual(['one', 'two'])
    await engine.handle(edit('three'))
    expect(await until(ends('three'))).toMatchObject({ type: 'done' })
  })
})

describe('a lost device', () => {
  it('is replaced once, and the edit gives what it would have given', async () => {
    const undisturbed = await started()
    await undisturbed.engine.handle(edit('one'))
    const expected = (await undisturbed.until(ends('one'))) as EventOf<'done'>

    const { engine, until, all, counted } = await started()
    counted.loseAtRun = 3
    await engine.handle(edit('one'))
    const done = (await until(ends('one'))) as EventOf<'done'>
    expect(done.type).toBe('done')
    expect(done.pixels).toEqual(expected.pixels)
    expect(all('device-lost')).toEqual([{ type: 'device-lost', reason: 'a test', recovering: true }])
    expect(all('ready')).toHaveLength(2)
    expect(counted.runs).toBe(3 + 4)
  })

  it('that is lost again fails the edit in words, and the next edit runs', async () => {
    const driven = await started()
    const { engine, until, all, counted } = driven
    counted.loseAtRun = 2
    driven.onEvent = (event) => {
      if (event.type === 'device-lost' && event.recovering) counted.loseAtRun = counted.runs + 2
    }
    await engine.handle(edit('one'))
    expect(await until(ends('one'))).toMatchObject({ type: 'failed', error: { code: 'device' } })
    expect(all('device-lost').map(({ recovering }) => recovering)).toEqual([true, false])
    await engine.handle(edit('two'))
    expect(await until(ends('two'))).toMatchObject({ type: 'done' })
  })

  it('between two edits is noticed by the next', async () => {
    const { engine, until, all } = await started()
    await engine.handle(edit('one'))
    await until(ends('one'))
    await engine.handle({ type: 'lose-device' })
    await engine.handle(edit('two'))
    expect(await until(ends('two'))).toMatchObject({ type: 'done' })
    expect(all('device-lost')).toHaveLength(1)
  })
})
