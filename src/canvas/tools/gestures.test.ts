// Whatever is drawn with whatever tool: undo all gives the first pixels again, redo all the last ones, exactly.
import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BitmapTable } from '../../state/bitmapTable'
import { bitmapsOf, createDocumentStore, emptyDocument, withNewLayer } from '../../state/document'
import { createHistory } from '../../state/history'
import { changeTools, createSettingsStore } from '../../state/settings'
import { createViewStore } from '../../state/view'
import { composeMask, composePicture } from '../composePicture'
import { tiledFromPixels } from '../kernels/tiledBitmap'
import { createTools, type ToolId } from './registry'
import type { ToolContext, ToolPointer } from './tool'

const size = { width: 300, height: 280 }

function headless() {
  const document = createDocumentStore()
  const bitmaps = new BitmapTable()
  const storage = { getItem: () => null, setItem() {} } as unknown as Storage
  const history = createHistory({ document, bitmaps, budgetBytes: () => Infinity, alsoKeep: () => [] })
  const data = Uint8ClampedArray.from({ length: size.width * size.height * 4 }, (_, at) =>
    at % 4 === 3 ? 255 : (at * 7919) % 251,
  )
  const bitmap = bitmaps.add(tiledFromPixels({ ...size, data }))
  const picture = {
    id: 'picture',
    kind: 'image',
    name: 'p',
    bitmap,
    visible: true,
    opacity: 1,
    x: 0,
    y: 0,
  } as const
  history.reset(withNewLayer({ ...emptyDocument, ...size }, picture))
  const context: ToolContext = {
    document,
    bitmaps,
    history,
    settings: createSettingsStore('en', storage),
    view: createViewStore(),
    showInstead() {},
    showTransformed() {},
    redraw() {},
  }
  return context
}

const coordinate = fc.integer({ min: -60, max: 360 })
const points = fc.array(
  fc.record({ x: coordinate, y: coordinate, pressure: fc.double({ min: 0.05, max: 1, noNaN: true }) }),
  {
    minLength: 1,
    maxLength: 6,
  },
)
const tools = Object.keys(createTools) as ToolId[]
const gesture = fc.record({
  tool: fc.constantFrom(...tools),
  points,
  shift: fc.boolean(),
  alt: fc.boolean(),
  ctrl: fc.boolean(),
  brushSize: fc.integer({ min: 1, max: 120 }),
  hardness: fc.double({ min: 0, max: 1, noNaN: true }),
  cancelled: fc.boolean(),
})
type Gesture = typeof gesture extends fc.Arbitrary<infer G> ? G : never

function perform(
  context: ToolContext,
  { tool: id, points, cancelled, brushSize, hardness, ...keys }: Gesture,
): void {
  changeTools(context.settings, { brushSize, hardness, penSize: brushSize / 4 })
  const tool = createTools[id](context)
  const pointer = (point: Gesture['points'][number]): ToolPointer => ({ ...point, ...keys, path: [point] })
  const [first, ...rest] = points.map(pointer)
  if (!first) return
  tool.down(first)
  for (const each of rest) tool.move(each)
  if (cancelled) tool.cancel()
  else tool.up(rest.at(-1) ?? first)
}

/** What the document shows, and every byte that it names, as digests. */
function contentOf({ document, bitmaps }: ToolContext) {
  const state = document.getState()
  const digest = (bytes: Uint8Array | Uint8ClampedArray | undefined) =>
    bytes && createHash('sha1').update(bytes).digest('hex')
  return {
    state,
    picture: digest(composePicture(state, bitmaps).data),
    mask: digest(composeMask(state, bitmaps)?.data),
    tiles: bitmapsOf(state).map((id) => bitmaps.get(id).tiles.map(digest)),
  }
}

describe('gestures', () => {
  it('can all be undone and redone, to the byte', () => {
    fc.assert(
      fc.property(fc.array(gesture, { minLength: 1, maxLength: 8 }), (gestures) => {
        const context = headless()
        const first = contentOf(context)
        for (const each of gestures) perform(context, each)
        const last = contentOf(context)
        const { steps } = context.history.store.getState()
        expect(steps.length).toBeLessThanOrEqual(gestures.filter(({ cancelled }) => !cancelled).length)
        for (const _ of steps) context.history.undo()
        expect(contentOf(context)).toEqual(first)
        for (const _ of steps) context.history.redo()
        expect(contentOf(context)).toEqual(last)
      }),
      { numRuns: 200 },
    )
  })

  it('leave no trace when they are cancelled', () => {
    fc.assert(
      fc.property(gesture, (each) => {
        const context = headless()
        const before = context.document.getState()
        perform(context, { ...each, cancelled: true })
        expect(context.document.getState()).toBe(before)
      }),
      { numRuns: 100 },
    )
  })
})
