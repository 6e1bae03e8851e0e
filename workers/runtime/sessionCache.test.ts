import { afterAll, beforeAll, expect, test } from 'vitest'
import { PalimpsestError } from '../../src/shared/errors'
import { Graph } from '../graph/graph'
import { linear } from '../graph/operators/linear'
import { tensor } from '../tensor/tensor'
import { openWeights } from '../weights/openWeights'
import { pathTree } from '../weights/pathTree.node'
import type { TensorIndex } from '../weights/safetensors'
import type { Backend, Session } from './backend'
import { messages } from './messages'
import { openNodeBackend } from './node.node'
import { SessionCache } from './sessionCache'

let backend: Backend
let weights: TensorIndex
beforeAll(async () => {
  backend = await openNodeBackend({ threads: 1 })
  weights = await openWeights(pathTree('workers/weights/fixtures/sharded'), 'unet', 'diffusion_pytorch_model')
})
afterAll(() => backend.dispose())

/** y = x aᵀ + bias with weights of 5 * 4 and 5 float32 numbers: 100 bytes. */
function affine(): Graph {
  const graph = new Graph()
  const x = graph.input('x', [1, 4])
  graph.output('y', linear(x, graph.weight(weights.get('a.weight')!), graph.weight(weights.get('a.bias')!)))
  return graph
}
const x = tensor(Float32Array.from([1, 2, 3, 4]), [1, 4])

test('loads a network once for each key', async () => {
  const cache = new SessionCache(backend, 1000)
  let built = 0
  const build = () => {
    built += 1
    return affine()
  }
  const [first, again] = await Promise.all([cache.get('a', build), cache.get('a', build)])
  expect(again).toBe(first)
  expect(built).toBe(1)
  expect([cache.count, cache.weightBytes]).toEqual([1, 100])
})

test('releases what was used longest ago when the budget is passed', async () => {
  const cache = new SessionCache(backend, 250)
  const a = await cache.get('a', affine)
  const b = await cache.get('b', affine)
  await cache.get('a', affine)
  await cache.get('c', affine)
  expect([cache.count, cache.weightBytes]).toEqual([2, 200])
  await expect(b.run({ x })).rejects.toThrow('released')
  expect((await a.run({ x })).get('y')?.shape).toEqual([1, 5])
})

test('loads a network that is larger than the budget, alone', async () => {
  const cache = new SessionCache(backend, 50)
  await cache.get('a', affine)
  const b = await cache.get('b', affine)
  expect(cache.count).toBe(1)
  expect((await b.run({ x })).get('y')?.data).toHaveLength(5)
})

test('forgets a network that could not be loaded', async () => {
  let attempts = 0
  const failing: Backend = {
    ...backend,
    createSession: (model) => {
      attempts += 1
      if (attempts > 1) return backend.createSession(model)
      return Promise.reject(new PalimpsestError('device', 'Out of memory.', 'Close something.'))
    },
  }
  const cache = new SessionCache(failing, 1000)
  await expect(cache.get('a', affine)).rejects.toThrow('Out of memory.')
  expect(cache.count).toBe(0)
  expect((await (await cache.get('a', affine)).run({ x })).size).toBe(1)
})

/** Has room for two networks. */
function withRoomForTwo(): Backend {
  let loaded = 0
  return {
    ...backend,
    async createSession(model, signal) {
      if (loaded === 2) throw new PalimpsestError(messages.noMemoryToLoad())
      const session = await backend.createSession(model, signal)
      loaded += 1
      return {
        ...session,
        async release() {
          loaded -= 1
          await session.release()
        },
      }
    },
  }
}

test('makes room by all others where one cannot be loaded for want of memory', async () => {
  const cache = new SessionCache(withRoomForTwo(), 1000)
  const run = (key: string) => cache.use(key, affine, {}, (session) => session.run({ x }))
  await run('a')
  await run('b')
  expect(cache.count).toBe(2)
  expect((await run('c')).get('y')?.data).toHaveLength(5)
  expect([cache.count, cache.has('c')]).toEqual([1, true])
})

test('makes room where one cannot be run, and tells of it where nothing else is loaded', async () => {
  const cache = new SessionCache(backend, 1000)
  const failing = (times: number) => {
    let left = times
    return async (session: Session) => {
      if (left-- > 0) throw new PalimpsestError(messages.noMemoryToRun())
      return session.run({ x })
    }
  }
  await expect(cache.use('a', affine, {}, failing(1))).rejects.toThrow('not enough memory')
  await cache.get('b', affine)
  expect((await cache.use('a', affine, {}, failing(1))).size).toBe(1)
  expect([cache.has('a'), cache.has('b')]).toEqual([true, false])
  await cache.get('b', affine)
  await expect(cache.use('a', affine, {}, failing(2))).rejects.toThrow('not enough memory')
})
