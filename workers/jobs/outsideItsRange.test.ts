// What a guide costs in steps outside of its range: nothing. Counted are the runs of real networks.
import { afterAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../src/shared/recipe'
import type { Graph } from '../graph/graph'
import { guideMetas } from '../guidance/list'
import { openCheckpoint } from '../models/checkpoint'
import { openControlNetwork } from '../models/openControlNetwork'
import { openNodeBackend } from '../runtime/node.node'
import { SessionCache } from '../runtime/sessionCache'
import { pathTree } from '../weights/pathTree.node'
import { CheckpointNetworks } from './checkpointNetworks'
import { runEdit } from './editJob'
import { residualImages as images } from './fixtures/residualCases'
import { checkpointFolder, controlFolder } from './fixtures/tinyNetworks.node'

const backend = await openNodeBackend({ threads: 1 })
afterAll(() => backend.dispose())
const checkpoint = await openCheckpoint(pathTree(checkpointFolder('sd1')))
const beside = new Map([
  ['controlnet', await openControlNetwork(pathTree(controlFolder('controlnet')))],
  ['adapter', await openControlNetwork(pathTree(controlFolder('adapter-full')))],
])

/** Which networks ran in an edit, in order. */
async function runsOf(guides: readonly object[], steps = 4): Promise<readonly string[]> {
  const runs: string[] = []
  class Watched extends SessionCache {
    override async get(key: string, build: () => Graph) {
      const session = await super.get(key, build)
      const run: typeof session.run = (feeds) => {
        // Without the owner's number.
        runs.push(key.slice(key.indexOf(' ') + 1))
        return session.run(feeds)
      }
      return { ...session, run }
    }
  }
  const networks = new CheckpointNetworks(checkpoint, backend, new Watched(backend, 1e9), {
    controlNetwork: async (id) => beside.get(id)!,
  })
  const base = { version: 2, checkpoint: 'sd1', prompt: 'a cat', scheduler: 'ddim', width: 64, height: 64 }
  const recipe = parseRecipe(
    { ...base, steps, guides: [{ id: 'classifier-free', values: { scale: 4 } }, ...guides] },
    guideMetas,
  )
  await runEdit({ recipe, images }, networks)
  return runs
}

const control = (range: readonly number[], weight: unknown = 1) => ({
  id: 'controlnet',
  values: { network: 'controlnet', hint: 'hint', preprocessor: 'none', weight },
  range,
})
const plain = await runsOf([])
const named = (name: string, runs: readonly string[]) => runs.filter((key) => key.startsWith(name))

describe('outside of its range', () => {
  it('a ControlNet is not run, and the UNet without it is the plain one', async () => {
    const runs = await runsOf([control([0, 0.5])])
    expect(named('controlnet hint', runs)).toHaveLength(1)
    expect(named('controlnet {', runs)).toHaveLength(2)
    const [first, second, third, fourth] = named('unet', runs)
    expect([third, fourth]).toEqual(named('unet', plain).slice(2))
    expect(first).toContain('"residuals":true')
    expect(second).toBe(first)
  })

  it.each([
    ['a ControlNet', control([0.9, 1])],
    ['a ControlNet whose weight is 0', control([0, 1], 0)],
    ['a T2I-Adapter', { id: 't2i-adapter', values: { network: 'adapter', hint: 'hint' }, range: [0.9, 1] }],
    ['a concept', { id: 'sega', values: { concepts: [{ concept: 'a hat' }] }, range: [0.9, 1] }],
    ['self-attention guidance', { id: 'self-attention-guidance', range: [0.9, 1] }],
  ])('%s that never acts runs no network at the steps: the runs are a plain edit’s', async (_, guide) => {
    const steps = (runs: readonly string[]) => runs.filter((key) => !key.startsWith('text'))
    expect(steps(await runsOf([guide]))).toEqual(steps(plain))
  })
})
