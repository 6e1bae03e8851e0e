// An edit that is gone through on paper asks for the same runs of the same networks as the edit itself.
import { afterAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../../src/shared/recipe'
import type { Graph } from '../../graph/graph'
import type { LoweringTarget } from '../../graph/lowering/target'
import { guideMetas } from '../../guidance/list'
import { openCheckpoint } from '../../models/checkpoint'
import { openControlNetwork } from '../../models/openControlNetwork'
import type { Backend } from '../../runtime/backend'
import { openNodeBackend } from '../../runtime/node.node'
import { LoadedModels } from '../../hub/loadedModels'
import { openModel } from '../../hub/openModel'
import { SessionCache } from '../../runtime/sessionCache'
import { pathTree } from '../../weights/pathTree.node'
import { CheckpointNetworks } from '../checkpointNetworks'
import { runEdit } from '../editJob'
import { instruct } from '../fixtures/drivenEngine.node'
import { checkpointFolder } from '../fixtures/tinyNetworks.node'
import { greyPictures } from '../greyPictures'
import { forecast } from './forecast'
import { PaperSessions } from './paperSessions'

const controlNetworks = 'workers/models/fixtures/controlNetworks'
const backend = await openNodeBackend({ threads: 1 })
afterAll(() => backend.dispose())
const checkpoint = await openCheckpoint(pathTree(checkpointFolder('instruct')))

class CountingSessions extends SessionCache {
  readonly counts = new Map<string, number>()
  override async get(key: string, build: () => Graph) {
    const session = await super.get(key, build)
    return {
      ...session,
      run: (feeds: Parameters<typeof session.run>[0]) => {
        this.counts.set(key, (this.counts.get(key) ?? 0) + 1)
        return session.run(feeds)
      },
    }
  }
}

it.each([
  ['a plain one', {}],
  ['with step caching', { guides: [{ id: 'instruct-pix2pix' }, { id: 'step-caching' }] }],
  ['with what is unchanged kept', { keepUnchanged: true, scheduler: 'heun' }],
])('%s', async (_, changes) => {
  const recipe = parseRecipe({ ...instruct, ...changes }, guideMetas)
  const request = { recipe, images: greyPictures(recipe, ['picture']) }
  const [real, paper] = [new CountingSessions(backend, 1e9), new PaperSessions(backend, new Map())]
  for (const sessions of [real, paper])
    await runEdit(request, new CheckpointNetworks(checkpoint, backend, sessions))
  expect([...real.counts.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(5)
  expect(Object.fromEntries(paper.counts)).toEqual(Object.fromEntries(real.counts))
})

it('a model of the Hub is foretold, and neither loaded nor run', async () => {
  const recipe = parseRecipe({ ...instruct, upscaler: 'toyland/upscaler' }, guideMetas)
  const paper = new PaperSessions(backend, new Map())
  const networks = new CheckpointNetworks(checkpoint, backend, paper, {
    controlNetwork: () => openModel(pathTree('public/models/toyland/upscaler')),
    models: new LoadedModels({ ...backend, foreign: undefined as never }, 1e9),
  })
  await runEdit({ recipe, images: greyPictures({ width: 512, height: 512 }, ['picture']) }, networks)
  const [key, ...others] = [...paper.counts.keys()].filter((name) => name.includes('image-to-image'))
  expect(others).toEqual([])
  expect(paper.known.get(key!)).toMatchObject({ weightBytes: 989_523 })
})

describe('what is foretold', () => {
  const wasm: LoweringTarget = { ...backend.target, provider: 'wasm' }

  async function foretold(
    changes: object,
    target = wasm,
    name: Backend['name'] = 'node',
    sessions = new SessionCache(backend, 1e9),
  ) {
    const base = await openCheckpoint(pathTree('public/models/toyland/base'))
    const means = {
      backend: { ...backend, name, target, ...(name === 'wasm' && { largestTensor: 2 ** 29 }) },
      sessions,
      signal: new AbortController().signal,
      checkpoints: { get: async () => base },
      addOns: { fitted: async () => [] },
      controlNetworks: { get: (id: string) => openControlNetwork(pathTree(`${controlNetworks}/${id}`)) },
    } as never
    const recipe = { version: 2, checkpoint: 'toyland/base', prompt: 'a cat', seed: 1, ...changes }
    return forecast(recipe, { names: ['picture'], width: 64, height: 64 }, means)
  }

  it('is nothing in Node, and rough in a browser, before anything has run', async () => {
    expect(await foretold({}, backend.target)).toBeUndefined()
    expect(await foretold({})).toMatchObject({ rough: true })
  })

  it('is the refusal of a canvas that is too large', async () => {
    const found = await foretold({ width: 4096, height: 4096 })
    expect(found?.refusal?.message).toMatch(/^4096x4096 pixels at a time need/)
  })

  it('is the refusal of networks that do not go together, with what disagrees', async () => {
    const guides = [{ id: 'controlnet', values: { network: 'controlnet', hint: 'picture' } }]
    const found = await foretold({ guides })
    expect(found?.refusal?.message).toMatch(
      /: the network reads 24 numbers a token, the checkpoint gives 128\.$/,
    )
  })

  it('is the refusal of what the memory cannot hold: weights, or the gradient of a guide', async () => {
    const onWasm = { ...backend, name: 'wasm', target: wasm } as const
    const known = new PaperSessions(onWasm, new Map())
    known.noteOnPaper('unet', { weightBytes: 3.6e9, work: 1 })
    await expect(known.get('unet', undefined as never)).rejects.toThrow(/3\.6 GB of weights, more than wasm/)
    const guides = [{ id: 'attend-and-excite', values: { words: ['cat'] } }]
    const asked = { width: 768, height: 768, guides }
    expect(await foretold(asked)).not.toHaveProperty('refusal')
    const found = await foretold(asked, wasm, 'wasm')
    expect(found?.refusal?.message).toMatch(/^The gradient of this checkpoint’s attention takes about/)
  })

  it('is no refusal for what only the networks can tell', async () => {
    const sessions = new SessionCache(backend, 1e9)
    const plain = { width: 64, height: 64, steps: 2, image: 'picture' }
    const foretoldOf = (changes: object) => foretold({ ...plain, ...changes }, wasm, 'node', sessions)
    for (const threshold of [0.25, 1, 5, 5]) {
      const guides = [{ id: 'diffedit', values: { source: 'a dog', threshold, maps: 3 } }]
      expect(await foretoldOf({ guides }), String(threshold)).not.toHaveProperty('refusal')
      // What ran before has no part in it.
      await foretoldOf({})
    }
  })

  it('is of a canvas of many windows as much as of its parts', async () => {
    const guides = [{ id: 'multidiffusion', values: {} }]
    const seconds = async (side: number, steps: number) =>
      ((await foretold({ width: side, height: side, steps, guides })) as { seconds: number }).seconds
    // Nine times the area, three times the steps. Windows at the edges count for less.
    const ratio = (await seconds(768, 12)) / (await seconds(256, 4))
    expect(ratio).toBeGreaterThan(27)
    expect(ratio).toBeLessThan(27 * 2)
  })

  it('is of the memory that a canvas of many windows takes: more for its decoder alone, and that in pieces', async () => {
    const guides = [{ id: 'multidiffusion', values: {} }]
    const bytes = async (side: number) => {
      const asked = { width: side, height: side, steps: 8, guides }
      return ((await foretold(asked, wasm, 'wasm')) as { bytes: number }).bytes
    }
    // Gone through as a whole it is 597 MB.
    expect((await bytes(640)) / 597e6).toBeCloseTo(1, 1)
    // On wasm the decoder's largest tensor, of 32 channels, may have 512 MiB: 2048 x 2048 pixels.
    expect(await bytes(2816)).toBe(await bytes(2304))
  })
})
