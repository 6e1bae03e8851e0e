import { describe, expect, it, vi } from 'vitest'
import { tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import { plainRecipe } from '../shared/fixtures/plainRecipe'
import type { Pixels } from '../shared/pixels'
import { BitmapTable } from '../state/bitmapTable'
import { emptyStorage } from '../state/fixtures/emptyStorage'
import { createDocumentStore } from '../state/document'
import { createHistory } from '../state/history'
import { createJobsStore, jobBitmaps, queuedEdits } from '../state/jobs'
import { createSettingsStore } from '../state/settingsStore'
import { createEditQueue, type EditEnd } from './editQueue'

const image = (value: number): Pixels => ({
  width: 3,
  height: 2,
  data: new Uint8ClampedArray(3 * 2 * 4).fill(value),
})
const stopped = { code: 'device', message: 'The engine stopped.', hint: '' } as const
const named = (prompt: string) => ({ ...plainRecipe, prompt })

function setUp() {
  const document = createDocumentStore()
  const bitmaps = new BitmapTable()
  const jobs = createJobsStore()
  const settings = createSettingsStore('en', emptyStorage)
  const alsoKeep = () => jobBitmaps(jobs.getState())
  const history = createHistory({ document, bitmaps, budgetBytes: () => Infinity, alsoKeep })
  /** What the engine got, by prompt, with the first byte of its picture. */
  const given: { id: string; prompt: string; byte: number | undefined }[] = []
  const queue = createEditQueue(
    { document, bitmaps, history, jobs, settings },
    {
      edit: (id, { prompt }, { image }) => given.push({ id, prompt, byte: image?.data[0] }),
    },
  )
  const add = (prompt: string, value = 9) => queue.add(named(prompt), { image: image(value) })
  const waiting = () => jobs.getState().jobs.map(({ recipe }) => recipe.prompt)
  const prompts = () => given.map(({ prompt }) => prompt)
  return { queue, jobs, bitmaps, history, given, add, waiting, prompts }
}

describe('the edits that wait', () => {
  it('go to the engine one by one, in the order in which they are then, with their pictures', () => {
    const { queue, add, given, waiting, prompts } = setUp()
    const a = add('a', 1)
    add('b', 2)
    const c = add('c', 3)
    expect(prompts()).toEqual(['a'])
    queue.move(c, -1)
    // The one that runs keeps its place, and the first that waits cannot go before it.
    queue.move(a, 1)
    queue.move(c, -1)
    expect(waiting()).toEqual(['a', 'c', 'b'])
    for (let at = 0; at < 3; at++) queue.ended(given.at(-1)!.id)
    expect(given.map(({ prompt, byte }) => [prompt, byte])).toEqual([
      ['a', 1],
      ['c', 3],
      ['b', 2],
    ])
    expect(waiting()).toEqual([])
  })

  it('are held back until they may go on, and nothing is held back afterwards', () => {
    const { queue, add, given, jobs, prompts } = setUp()
    add('a')
    add('b')
    queue.pause(true)
    queue.ended(given[0]!.id)
    add('c')
    expect(prompts()).toEqual(['a'])
    queue.pause(false)
    expect(prompts()).toEqual(['a', 'b'])
    queue.pause(true)
    queue.takeOut(jobs.getState().jobs[1]!.id)
    queue.ended(given[1]!.id)
    expect(jobs.getState().paused).toBe(false)
    add('d')
    expect(prompts()).toEqual(['a', 'b', 'd'])
  })

  it('are taken out while they wait, and only then; their pixels go with them', () => {
    const { queue, add, bitmaps, history } = setUp()
    const a = add('a', 1)
    const b = add('b', 2)
    expect(queue.takeOut(a)).toBe(false)
    const bytes = bitmaps.bytes
    expect(queue.takeOut(b)).toBe(true)
    expect(bitmaps.bytes).toBe(bytes / 2)
    queue.ended(a)
    history.sweep()
    expect(bitmaps.bytes).toBe(0)
  })

  it('share the pictures of one press', () => {
    const { queue, bitmaps } = setUp()
    const shared = { image: image(5) }
    queue.add(named('a'), shared)
    const bytes = bitmaps.bytes
    queue.add(named('b'), shared)
    expect(bitmaps.bytes).toBe(bytes)
  })

  it('survive the engine: what it was at waits again or is given up, the others go on', () => {
    const { queue, add, waiting, prompts, jobs } = setUp()
    add('a')
    add('b')
    queue.engineLost()
    expect(prompts()).toEqual(['a', 'a'])
    queue.engineLost(stopped)
    expect(waiting()).toEqual(['b'])
    expect(prompts()).toEqual(['a', 'a', 'b'])
    // What is being cancelled is not begun again.
    jobs.setState(({ jobs }) => ({ jobs: jobs.map((job) => ({ ...job, status: 'cancelling' as const })) }))
    queue.engineLost()
    expect(waiting()).toEqual([])
  })

  it('are saved but for those whose result someone waits for, and come back held back, before others', () => {
    const { queue, add, jobs } = setUp()
    add('a', 7)
    queue.add(named('for a caller'), {}, { caller: () => {} })
    const saved = queuedEdits(jobs.getState())
    expect(saved.map(({ recipe }) => recipe.prompt)).toEqual(['a'])

    const later = setUp()
    later.bitmaps.restore(Object.values(saved[0]!.pictures).map((id) => [id, tiledFromPixels(image(7))]))
    later.queue.restore(saved)
    expect(later.prompts()).toEqual([])
    later.add('b')
    expect(later.waiting()).toEqual(['a', 'b'])
    later.queue.pause(false)
    expect(later.given).toMatchObject([{ prompt: 'a', byte: 7 }])
  })

  it('tell their callers how they ended, once', () => {
    const { queue, given } = setUp()
    const [first, second, third] = [vi.fn(), vi.fn(), vi.fn()]
    queue.add(named('a'), {}, { caller: first })
    queue.add(named('b'), {}, { caller: second })
    const c = queue.add(named('c'), {}, { caller: third, first: true })
    const done = { type: 'done' } as EditEnd
    queue.ended(given[0]!.id)?.(done)
    expect(given[1]!.id).toBe(c)
    queue.engineLost(stopped)
    queue.takeOut(given[2]!.id)
    expect(first.mock.calls).toEqual([[done]])
    expect(third.mock.calls).toEqual([[{ type: 'lost', error: stopped }]])
    expect(second).not.toHaveBeenCalled()
  })
})
