// The order of writes, against a storage that dies at any of them. That the real storage does its part is tested in Chromium.
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { withMask } from '../../canvas/kernels/bitmapDraft'
import { emptyBitmap, equalBitmaps, type TiledBitmap, type TiledMask } from '../../canvas/kernels/tiledBitmap'
import type { BitmapId } from '../../state/bitmapTable'
import { emptyDocument, type DocumentState } from '../../state/document'
import { saveSchedule } from './saveSchedule'
import { workSaver, type PackStore, type RecordStore } from './saveWork'
import type { Work, WorkRecord } from './savedWork'

class Killed extends Error {}

/** Storage that stops in the middle of its `dieAt`-th operation and is then silent, as a killed tab is. */
function storage() {
  const files = new Map<string, Uint8Array>()
  const records = new Map<string, WorkRecord>()
  let written = 0
  let left = Infinity
  const die = () => {
    left--
    if (left < 0) throw new Killed()
    return left === 0
  }
  const packs: PackStore = {
    async write(name, parts) {
      const whole = new Uint8Array(Buffer.concat(parts))
      const torn = die()
      files.set(name, torn ? whole.slice(0, whole.length / 2) : whole)
      written += whole.length
      if (torn) throw new Killed()
    },
    read: async (name) => files.get(name),
    async remove(name) {
      if (die()) throw new Killed()
      files.delete(name)
    },
    list: async () => [...files.keys()],
  }
  const database: RecordStore = {
    get: async (id) => structuredClone(records.get(id)),
    async put(record) {
      // A transaction that was cut off has not happened.
      if (die()) throw new Killed()
      records.set(record.id, structuredClone(record))
    },
  }
  return {
    saver: () => workSaver('work', database, packs),
    files,
    records,
    dieAfter: (operations: number) => (left = operations),
    revive: () => (left = Infinity),
    written: () => written,
  }
}

const named = (name: number) => `b${name}` as BitmapId
const documentOf = (bitmap: number): DocumentState => ({
  ...emptyDocument,
  name: `state ${bitmap}`,
  width: 600,
  height: 300,
  layers: [{ id: 'l', kind: 'mask', name: '', bitmap: named(bitmap), visible: true, opacity: 1, x: 0, y: 0 }],
})

/** A session: states of a document, each a stroke after the one before. */
function session(places: readonly number[]) {
  const bitmaps = new Map<BitmapId, TiledBitmap>()
  const documents: DocumentState[] = []
  let bitmap: TiledMask = emptyBitmap(600, 300, 1)
  places.forEach((place, i) => {
    const stroke = { width: 9, height: 9, data: new Uint8Array(81).fill(i + 1) }
    bitmap = withMask(bitmap, stroke, (place * 37) % 590, (place * 23) % 290)
    bitmaps.set(named(i), bitmap)
    documents.push(documentOf(i))
  })
  /** The work after `count` strokes, all of them in its history but for the oldest. */
  const workAt = (count: number, kept = Infinity): Work => {
    const states = documents.slice(Math.max(0, count - kept), count)
    const steps = states.slice(1).map((after, i) => ({ name: 'stroke', before: states[i]!, after }))
    return { document: states.at(-1)!, steps, position: steps.length }
  }
  return { bitmaps, workAt, bitmapOf: (id: BitmapId) => bitmaps.get(id)! }
}

describe('saving work', () => {
  it('brings back the document, its history and every pixel, states and tiles shared as before', async () => {
    const { saver, written } = storage()
    const { workAt, bitmapOf, bitmaps } = session([1, 2, 3, 4])
    await saver().save(workAt(4), bitmapOf)
    const restored = (await saver().load())!
    expect(restored.work).toEqual(workAt(4))
    expect(restored.work.steps[0]!.after).toBe(restored.work.steps[1]!.before)
    for (const [id, bitmap] of bitmaps) expect(equalBitmaps(restored.bitmaps.get(id)!, bitmap)).toBe(true)
    const before = written()
    const again = saver()
    const loaded = (await again.load())!
    expect(await again.save(loaded.work, (id) => loaded.bitmaps.get(id)!)).toBe(0)
    expect(written()).toBe(before)
  })

  it('writes the tiles of a stroke alone', async () => {
    const { saver } = storage()
    const { workAt, bitmapOf } = session([1, 1, 1])
    const own = saver()
    await own.save(workAt(1), bitmapOf)
    expect(await own.save(workAt(2), bitmapOf)).toBe(256 * 256)
    expect(await own.save(workAt(2), bitmapOf)).toBe(0)
  })

  it('killed at any moment, leaves the work of before or of after, whole, and no stray packs once it is opened', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(40), { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 6 }),
        async (places, dieAt, kept) => {
          const { saver, files, dieAfter, revive } = storage()
          const { workAt, bitmapOf, bitmaps } = session(places)
          dieAfter(dieAt)
          const first = saver()
          let saved = 0
          try {
            for (let count = 1; count <= places.length; count++) {
              await first.save(workAt(count, kept), bitmapOf)
              saved = count
            }
          } catch (error) {
            if (!(error instanceof Killed)) throw error
          }
          revive()
          const second = saver()
          const restored = await second.load()
          if (!restored) expect(saved).toBe(0)
          else {
            const at = [saved, saved + 1].find(
              (count) => `state ${count - 1}` === restored.work.document.name,
            )!
            expect(restored.work).toEqual(workAt(at, kept))
            for (const [id, bitmap] of restored.bitmaps)
              expect(equalBitmaps(bitmap, bitmaps.get(id)!)).toBe(true)
            await second.save(restored.work, (id) => restored.bitmaps.get(id)!)
          }
          const named = new Set((await saver().load()) ? files.keys() : [])
          expect(files.size).toBe(named.size)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('keeps no more than twice the bytes that are named', async () => {
    const { saver, files } = storage()
    const { workAt, bitmapOf } = session(Array.from({ length: 40 }, (_, i) => i))
    const own = saver()
    for (let count = 1; count <= 40; count++) await own.save(workAt(count, 3), bitmapOf)
    const tiles = new Set(
      workAt(40, 3)
        .steps.flatMap(({ before, after }) => [before, after])
        .flatMap(({ layers }) => bitmapOf(layers[0]!.bitmap).tiles)
        .filter((tile) => tile !== undefined),
    )
    const live = [...tiles].reduce((sum, tile) => sum + tile.length, 0)
    const stored = [...files.values()].reduce((sum, file) => sum + file.length, 0)
    expect(stored).toBeLessThanOrEqual(2 * live)
  })

  it('says in one sentence what cannot be restored', async () => {
    const { saver, files, records } = storage()
    const { workAt, bitmapOf } = session([1])
    await saver().save(workAt(1), bitmapOf)
    const [name] = [...files.keys()]
    const pack = files.get(name!)!
    files.set(name!, pack.slice(0, 100))
    await expect(saver().load()).rejects.toThrow('some of its pixels are missing')
    files.delete(name!)
    await expect(saver().load()).rejects.toMatchObject({ code: 'project' })
    records.set('work', { ...records.get('work')!, version: 2 as 1 })
    await expect(saver().load()).rejects.toThrow('newer Palimpsest')
  })
})

describe('the schedule', () => {
  it('saves a quarter of a second after the first of many changes, and again for what came meanwhile', async () => {
    vi.useFakeTimers()
    const saves: number[] = []
    const schedule = saveSchedule(
      async () => saves.push(Date.now()),
      () => {},
    )
    const start = Date.now()
    for (let i = 0; i < 9; i++) {
      schedule.changed()
      await vi.advanceTimersByTimeAsync(100)
    }
    await vi.advanceTimersByTimeAsync(2000)
    expect(saves.map((at) => at - start)).toEqual([250, 550, 850])
    vi.useRealTimers()
  })

  it('of a save that takes longer begins the next one as soon as it ends', async () => {
    vi.useFakeTimers()
    const saves: number[] = []
    const schedule = saveSchedule(
      () => {
        saves.push(Date.now())
        return new Promise((resolve) => setTimeout(resolve, 400))
      },
      () => {},
    )
    const start = Date.now()
    for (let i = 0; i < 9; i++) {
      schedule.changed()
      await vi.advanceTimersByTimeAsync(100)
    }
    await vi.advanceTimersByTimeAsync(2000)
    expect(saves.map((at) => at - start)).toEqual([250, 650, 1050])
    vi.useRealTimers()
  })

  it('tells of a failure, and saves with the next change', async () => {
    const failures: unknown[] = []
    let full = true
    let saved = 0
    const schedule = saveSchedule(
      async () => {
        if (full) throw new Error('full')
        saved++
      },
      (error) => failures.push(error),
    )
    schedule.changed()
    await schedule.flush()
    expect([failures.length, saved]).toEqual([1, 0])
    full = false
    await schedule.flush()
    expect([failures.length, saved]).toEqual([1, 1])
    await schedule.flush()
    expect(saved).toBe(1)
  })
})
