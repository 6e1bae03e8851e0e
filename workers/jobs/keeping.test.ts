import { describe, expect, it } from 'vitest'
import { PalimpsestError } from '../../src/shared/errors'
import type { EngineEvent } from '../../src/shared/protocol/event'
import type { KeptModels } from '../weights/keptModels'
import { Keeping } from './keeping'

type Keep = KeptModels['keep']
const source = {
  kind: 'hub',
  repo: 'a/b',
  revision: 'main',
  token: 'secret',
} as unknown as Parameters<Keep>[0]

/** What is posted, and the models kept, of which `keep` is the test's. */
function keepingWith(keep: Keep, list: KeptModels['list'] = async () => []) {
  const posted: EngineEvent[] = []
  const forgotten: unknown[] = []
  const kept = { keep, list, forget: async (one: unknown) => void forgotten.push(one) }
  const keeping = new Keeping(kept as unknown as KeptModels, (event) => posted.push(event))
  return { keeping, posted, forgotten, types: () => posted.map(({ type }) => type) }
}

/** Keeps until it is told to end. */
const endless: Keep = (_, { signal }) =>
  new Promise((_resolve, reject) =>
    signal!.addEventListener('abort', () => reject(signal!.reason as Error), { once: true }),
  )

describe('keeping a model', () => {
  it('tells how far it is, without the token, and what is kept in the end', async () => {
    const { keeping, posted } = keepingWith(async (_, { onProgress }) => onProgress!({ loaded: 1, total: 4 }))
    await keeping.keep(source)
    const { token: _, ...told } = source
    expect(posted).toEqual([
      { type: 'keeping', model: { source: told, loaded: 1, total: 4, done: false } },
      { type: 'kept', models: [] },
    ])
  })

  it('that fails is said, and what is kept all the same', async () => {
    const error = new PalimpsestError('weights', 'The Hub does not answer.', 'Try again.')
    const { keeping, posted, types } = keepingWith(() => Promise.reject(error))
    await keeping.keep(source)
    expect(types()).toEqual(['keep-failed', 'kept'])
    expect(posted[0]).toMatchObject({ error: { code: 'weights' } })
  })

  it('ends when another begins, when it is paused and when one is forgotten, which is no failure', async () => {
    const signals: AbortSignal[] = []
    const { keeping, types, forgotten } = keepingWith((one, options) => {
      signals.push(options.signal!)
      return endless(one, {
        ...options,
        signal: options.signal!,
      })
    })
    const [first, second] = [keeping.keep(source), keeping.keep(source)]
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
    await first.catch(() => {})
    // The first one's end is not the second one's.
    keeping.pause()
    expect(signals[1]!.aborted).toBe(true)
    await second.catch(() => {})
    const third = keeping.keep(source)
    await keeping.forget(source)
    expect(signals[2]!.aborted).toBe(true)
    await third.catch(() => {})
    expect(forgotten).toEqual([source])
    expect(types().at(-1)).toBe('kept')
  })

  it('is nothing in a browser that keeps nothing', async () => {
    const { keeping, posted } = keepingWith(endless, () => Promise.reject(new Error('No file system.')))
    await keeping.tell()
    expect(posted).toEqual([{ type: 'kept', models: [] }])
  })
})
