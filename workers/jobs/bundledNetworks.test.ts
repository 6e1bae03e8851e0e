// Every ControlNet and adapter that comes with the program goes with `toyland/base`, runs, and changes what is made.
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { openCheckpoint, type Checkpoint } from '../models/checkpoint'
import { openControlNetwork } from '../models/openControlNetwork'
import type { Backend } from '../runtime/backend'
import { openNodeBackend } from '../runtime/node.node'
import { SessionCache } from '../runtime/sessionCache'
import { pathTree } from '../weights/pathTree.node'
import { CheckpointNetworks } from './checkpointNetworks'
import { runEdit } from './editJob'
import { relativeError } from './fixtures/pipelineCases.node'

const folder = 'public/models/toyland'
const networks = readdirSync(folder).filter((name) => /^(controlnet|t2i-adapter)-/.test(name))

/** A dark house on white, as a person would sketch it. */
const hint = {
  width: 128,
  height: 128,
  data: Uint8ClampedArray.from({ length: 4 * 128 * 128 }, (_, at) => {
    const [x, y] = [((at / 4) % 128) | 0, Math.floor(at / 512)]
    const onWall = (x === 40 || x === 88) && y > 60 && y < 110
    const onFloor = (y === 60 || y === 110) && x >= 40 && x <= 88
    return at % 4 === 3 ? 255 : onWall || onFloor ? 20 : 240
  }),
}

let backend: Backend
let checkpoint: Checkpoint
beforeAll(async () => {
  backend = await openNodeBackend({ threads: 1 })
  checkpoint = await openCheckpoint(pathTree(`${folder}/base`))
})
afterAll(() => backend.dispose())

describe('the bundled network', () => {
  it('is there in every kind', () => expect(networks.length).toBeGreaterThanOrEqual(7))

  it.each(networks)('%s changes what toyland/base makes', async (name) => {
    const sessions = new SessionCache(backend, 1e9)
    const controlNetwork = (id: string) => openControlNetwork(pathTree(`public/models/${id}`))
    const onBase = new CheckpointNetworks(checkpoint, backend, sessions, { controlNetwork })
    const id = name.startsWith('controlnet') ? 'controlnet' : 't2i-adapter'
    const latentsWith = async (guides: readonly object[]) => {
      const text = {
        version: 2,
        checkpoint: 'toyland/base',
        prompt: 'a red house',
        seed: 1,
        steps: 2,
        guides,
      }
      const recipe = parseRecipe(text, guideMetas)
      return (await runEdit({ recipe, images: { hint } }, onBase)).latents
    }
    const use = { id, values: { network: `toyland/${name}`, hint: 'hint' } }
    expect(relativeError(await latentsWith([use]), await latentsWith([]))).toBeGreaterThan(0.05)
  })
})
