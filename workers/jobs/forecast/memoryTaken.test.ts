// What a checkpoint's networks take at a size is what a forecast of an edit of that size finds.
import { expect, it } from 'vitest'
import { memoryNeeded } from '../../../src/engine/memoryNeeded'
import { LoadedModels } from '../../hub/loadedModels'
import { openNodeBackend } from '../../runtime/node.node'
import { SessionCache } from '../../runtime/sessionCache'
import { pathTree } from '../../weights/pathTree.node'
import { checkpointFolder } from '../fixtures/tinyNetworks.node'
import { nothingKnown } from '../known'
import { forecast } from './forecast'
import { memoryOfSizes, memoryTaken } from './memoryTaken'

const openTree = async (source: { readonly kind: string; readonly url?: string }) =>
  pathTree(source.url ?? '')

it.each(['sd1', 'sdxl'])('of %s, twice as wide too', async (name) => {
  const node = await openNodeBackend({ threads: 1 })
  try {
    const target = { ...node.target, provider: 'wasm' as const }
    const backend = { ...node, name: 'wasm' as const, target }
    const known = nothingKnown(openTree, 'file:///')
    await known.checkpoints.open(name, { kind: 'url', url: checkpointFolder(name) })
    const checkpoint = await known.checkpoints.get(name)
    const networks = memoryOfSizes(checkpoint, backend)
    for (const side of [checkpoint.workingSize, 2 * checkpoint.workingSize, 256]) {
      const foretold = await forecast(
        { version: 2, checkpoint: name, prompt: 'a cat', seed: 1, steps: 2, width: side, height: side },
        { names: [], width: side, height: side },
        {
          signal: new AbortController().signal,
          backend,
          sessions: new SessionCache(backend, Infinity),
          ...known,
          models: new LoadedModels(backend, Infinity),
        },
      )
      const { bytes } = memoryNeeded(networks, { width: side, height: side }, 'wasm')
      expect(bytes / (foretold as { bytes: number }).bytes, `${side}`).toBeCloseTo(1, 1)
    }
  } finally {
    await node.dispose()
  }
})

it('keeps large weights on wasm as they are stored, twice while they are loaded', () => {
  const network = { work: 1, weightBytes: 1.7e9, weightBytes32: 3.4e9, results: () => new Map() }
  const on = (provider: 'wasm' | 'node') => ({ target: { provider } }) as Parameters<typeof memoryTaken>[1]
  expect(memoryTaken({ ...network, activationBytes: 1e8 }, on('wasm'))).toBe(3.4e9)
  expect(memoryTaken({ ...network, activationBytes: 1e9 }, on('wasm'))).toBeCloseTo(1.7e9 + 2.6e9, -3)
  expect(memoryTaken({ ...network, activationBytes: 1e8 }, on('node'))).toBeGreaterThan(6e9)
})
