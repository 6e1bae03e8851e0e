// Files and autosave in the harness: what needs a browser's decoders, encoders and storage.
import { withMask } from '../../src/canvas/kernels/bitmapDraft'
import { emptyBitmap, equalBitmaps, type TiledBitmap } from '../../src/canvas/kernels/tiledBitmap'
import { openAutosave, type Autosave } from '../../src/files/autosave/autosave'
import { saveSchedule } from '../../src/files/autosave/saveSchedule'
import type { Work } from '../../src/files/autosave/savedWork'
import { exportPicture, type ExportOptions } from '../../src/files/exportPicture'
import { fetchPicture, openPicture } from '../../src/files/openPicture'
import { reportOf } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import type { BitmapId } from '../../src/state/bitmapTable'
import { emptyDocument, type DocumentState } from '../../src/state/document'
import { serveTasks } from './serveTasks'

/** Plain data for the other side, or the error in its place. */
async function outcome<T>(task: () => Promise<T>) {
  try {
    return await task()
  } catch (error) {
    return { error: reportOf(error) }
  }
}

const plain = ({ width, height, data }: Pixels) => ({ width, height, data: [...data] })

async function open(file: Blob) {
  const { name, type, pixels } = await openPicture(file)
  return { name, type, ...plain(pixels) }
}

/** The place and value of the n-th stroke of a session: any state can be made again from its number alone. */
function stroke(bitmap: TiledBitmap<1>, n: number): TiledBitmap<1> {
  const mask = { width: 20, height: 20, data: new Uint8Array(400).fill((n % 255) + 1) }
  return withMask(bitmap, mask, (n * 131) % 1000, (n * 57) % 700)
}

const nameOf = (n: number) => `b${n}` as BitmapId
const documentOf = (n: number): DocumentState => ({
  ...emptyDocument,
  name: `state ${n}`,
  width: 1024,
  height: 768,
  layers: [{ id: 'l', kind: 'mask', name: '', bitmap: nameOf(n), visible: true, opacity: 1, x: 0, y: 0 }],
})

let autosave: Autosave
const bitmaps = new Map<BitmapId, TiledBitmap>()
/** When each stroke was made, in milliseconds since 1970. */
const madeAt: number[] = []
const saves: number[] = []
const failures: string[] = []

function work(last: number): Work {
  const first = Math.max(0, last - 20)
  const states = Array.from({ length: last - first + 1 }, (_, i) => documentOf(first + i))
  const steps = states.slice(1).map((after, i) => ({ name: 'stroke', before: states[i]!, after }))
  return { document: documentOf(last), steps, position: steps.length }
}

const save = (last: number) => autosave.save(work(last), (id) => bitmaps.get(id)!)

function paintUpTo(last: number): void {
  let bitmap = emptyBitmap(1024, 768, 1)
  for (let n = 0; n <= last; n++) {
    bitmap = stroke(bitmap, n)
    bitmaps.set(nameOf(n), bitmap)
  }
}

serveTasks({
  openFixture: (path: string, cutAt?: number) =>
    outcome(async () => {
      const bytes = await (await fetch(`${location.origin}/src/files/fixtures/${path}`)).arrayBuffer()
      return open(new File([bytes.slice(0, cutAt)], path))
    }),
  openBytes: (bytes: number[], name: string) => outcome(() => open(new File([new Uint8Array(bytes)], name))),
  openAddress: (address: string) => outcome(async () => open(await fetchPicture(address))),
  exported: (pixels: { width: number; height: number; data: number[] }, options: ExportOptions) =>
    outcome(async () => {
      const file = await exportPicture({ ...pixels, data: new Uint8ClampedArray(pixels.data) }, options)
      return { type: file.type, size: file.size, bytes: [...new Uint8Array(await file.arrayBuffer())] }
    }),

  /** Opens autosave; tells whether what it restored is a whole state of a session. */
  openAutosave: () =>
    outcome(async () => {
      autosave = await openAutosave()
      const { restored, problem } = autosave
      if (!restored) return { problem: problem?.message }
      const last = Number(restored.work.document.name.slice('state '.length))
      paintUpTo(last)
      const whole = [...restored.bitmaps].every(([id, bitmap]) => equalBitmaps(bitmap, bitmaps.get(id)!))
      return { last, whole, steps: restored.work.steps.length, bitmaps: restored.bitmaps.size }
    }),
  saveUpTo: (last: number) =>
    outcome(async () => {
      paintUpTo(last)
      return save(last)
    }),
  /** Paints a stroke every few milliseconds, saved on the schedule of the page, until the tab ends. */
  async paintOn(everyMs: number) {
    const schedule = saveSchedule(
      async () => {
        const last = madeAt.length - 1
        await save(last)
        saves.push(last)
      },
      (error) => failures.push(reportOf(error).message),
    )
    let bitmap = emptyBitmap(1024, 768, 1)
    setInterval(() => {
      bitmap = stroke(bitmap, madeAt.length)
      bitmaps.set(nameOf(madeAt.length), bitmap)
      madeAt.push(Date.now())
      schedule.changed()
    }, everyMs)
  },
  progress: async () => ({ now: Date.now(), madeAt, saves, failures }),
})
