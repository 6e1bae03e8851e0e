// Residuals that stay on the device give the edit that they give by way of the CPU, and are released once they have been read. The
// device is memory of a backend in Node here; e2e/runtime.test.ts has WebGPU's.
import { afterAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { openCheckpoint } from '../models/checkpoint'
import { openControlNetwork } from '../models/openControlNetwork'
import type { Backend } from '../runtime/backend'
import { deviceInNode } from '../runtime/fixtures/deviceInNode.node'
import { openNodeBackend } from '../runtime/node.node'
import { SessionCache } from '../runtime/sessionCache'
import { pathTree } from '../weights/pathTree.node'
import { CheckpointNetworks } from './checkpointNetworks'
import { runEdit } from './editJob'
import { relativeError } from './fixtures/pipelineCases.node'
import { residualCases, residualImages as images } from './fixtures/residualCases'
import { checkpointFolder, controlFolder } from './fixtures/tinyNetworks.node'

const plain = await openNodeBackend({ threads: 1 })
afterAll(() => plain.dispose())
const device = deviceInNode(plain)
const checkpoint = await openCheckpoint(pathTree(checkpointFolder('sd1')))
const beside = new Map(
  await Promise.all(
    ['controlnet', 'controlnet:other'].map(
      async (id) => [id, await openControlNetwork(pathTree(controlFolder('controlnet')))] as const,
    ),
  ),
)

/** @param atOnce whether the branches of a step are one batch, as in small UNets */
function latentsOf(json: object, backend: Backend, sessions: SessionCache, atOnce = true) {
  const networks = new CheckpointNetworks(checkpoint, backend, sessions, {
    controlNetwork: async (id) => beside.get(id)!,
  })
  if (!atOnce) Object.assign(networks, { isSmall: false })
  const recipe = parseRecipe(json, guideMetas)
  return runEdit({ recipe, images }, networks).then(({ latents }) => latents)
}

describe.each(residualCases)('$name', ({ recipe }) => {
  const [here, there] = [new SessionCache(plain, 1e9), new SessionCache(device.backend, 1e9)]

  it.each([
    ['in one batch', true],
    ['one by one', false],
  ])('%s', async (_, atOnce) => {
    const before = device.left()
    const latents = await latentsOf(recipe, device.backend, there, atOnce)
    expect(device.left()).toBeGreaterThan(before)
    expect(device.held.size).toBe(0)
    const expected = await latentsOf(recipe, plain, here, atOnce)
    expect(relativeError(latents, expected)).toBeLessThan(1e-5)
    const without = await latentsOf({ ...recipe, guides: [recipe.guides[0]] }, plain, here, atOnce)
    expect(relativeError(latents, without)).toBeGreaterThan(1e-3)
  })
})

it('are handed from network to network as they are, where nothing is left to be done to them', async () => {
  const runs: string[] = []
  class Named extends SessionCache {
    override get(...args: Parameters<SessionCache['get']>) {
      runs.push(args[0])
      return super.get(...args)
    }
  }
  const joins = async (name: string) => {
    runs.length = 0
    const { recipe } = residualCases.find((one) => one.name === name)!
    await latentsOf(recipe, device.backend, new Named(device.backend, 1e9))
    return runs.filter((key) => key.includes('residuals {')).length
  }
  expect(await joins('weighed by depth')).toBe(0)
  expect(await joins('within a mask')).toBe(2)
})
