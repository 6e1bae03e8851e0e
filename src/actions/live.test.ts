import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Editor } from '../engine/editor'
import { tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import type { EditEnd } from '../engine/editQueue'
import { checkpointOf } from '../engine/fixtures/panel'
import type { Recipe } from '../shared/recipe'
import { BitmapTable } from '../state/bitmapTable'
import { emptyStorage } from '../state/fixtures/emptyStorage'
import { createDocumentStore, emptyDocument, withLayer, withNewLayer, type Layer } from '../state/document'
import { createGalleryStore } from '../state/gallery'
import { createHistory } from '../state/history'
import { createJobsStore, jobBitmaps } from '../state/jobs'
import { changeDraft } from '../state/settings'
import { createSettingsStore } from '../state/settingsStore'
import { createViewStore } from '../state/view'
import { followLive, keepLive, toggleLive } from './live'

const pixels = (value: number) => ({
  width: 4,
  height: 4,
  data: new Uint8ClampedArray(64).fill(value),
})

function setUp() {
  const document = createDocumentStore()
  const bitmaps = new BitmapTable()
  const jobs = createJobsStore()
  const gallery = createGalleryStore()
  const view = createViewStore()
  const settings = createSettingsStore('en', emptyStorage)
  const alsoKeep = () => jobBitmaps(jobs.getState())
  const history = createHistory({ document, bitmaps, budgetBytes: () => Infinity, alsoKeep })
  const runs: { recipe: Recipe; end: (end: EditEnd) => void; cancelled: boolean }[] = []
  const engine = {
    run(recipe: Recipe) {
      let end: (end: EditEnd) => void = () => {}
      const ended = new Promise<EditEnd>((resolve) => (end = resolve))
      runs.push({ recipe, end, cancelled: false })
      return { id: String(runs.length - 1), end: ended }
    },
    cancel(id: string) {
      runs[Number(id)]!.cancelled = true
      runs[Number(id)]!.end(undefined)
    },
  }
  const picture = bitmaps.add(tiledFromPixels(pixels(9)))
  const layer: Layer = {
    id: 'photo',
    kind: 'image',
    name: '',
    bitmap: picture,
    visible: true,
    opacity: 1,
    x: 0,
    y: 0,
  }
  history.reset(withNewLayer({ ...emptyDocument, width: 4, height: 4 }, layer))
  const checkpoint = checkpointOf('instruction')
  jobs.setState({
    engine: 'ready',
    checkpoints: [
      { id: checkpoint.id, source: { kind: 'url', url: '' }, status: 'open', summary: checkpoint },
    ],
  })
  changeDraft(settings, { text: { edit: 'make it night', generate: '' } })
  const fail = vi.fn()
  const editor = {
    document,
    bitmaps,
    jobs,
    gallery,
    view,
    settings,
    history,
    engine,
    fail,
    t: (key: string) => key,
  } as unknown as Editor
  followLive(editor)
  const done = (at: number): void => {
    const { recipe, end } = runs[at]!
    end({ type: 'done', job: '', recipe, pixels: pixels(100 + at), seconds: 1, notes: [], overhead: 0 })
  }
  const paint = (value: number) => {
    const bitmap = bitmaps.add(tiledFromPixels(pixels(value)))
    history.commit('history.sketch', withLayer(document.getState(), 'photo', { bitmap }))
  }
  const shown = () => {
    const { live } = jobs.getState()
    return live && bitmaps.picture(live.bitmap).tiles[0]?.[0]
  }
  const settle = () => vi.advanceTimersByTimeAsync(1000)
  return { editor, view, settings, runs, done, paint, shown, settle, fail, gallery, document }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('live painting', () => {
  it('runs with few steps once it is on, and again once a stroke has come to rest', async () => {
    const { editor, runs, done, paint, shown, settle } = setUp()
    paint(1)
    await settle()
    expect(runs).toHaveLength(0)
    toggleLive(editor)
    await settle()
    expect(runs.map(({ recipe }) => recipe.steps)).toEqual([4])
    done(0)
    await settle()
    expect(shown()).toBe(100)
    paint(2)
    paint(3)
    await settle()
    expect(runs).toHaveLength(2)
    done(1)
    await settle()
    expect(shown()).toBe(101)
    // Nothing has changed since.
    expect(runs).toHaveLength(2)
  })

  it('begins once the checkpoint is open, where it was not yet', async () => {
    const { editor, runs, settle } = setUp()
    const { checkpoints } = editor.jobs.getState()
    editor.jobs.setState({ checkpoints: [] })
    toggleLive(editor)
    await settle()
    expect(runs).toHaveLength(0)
    editor.jobs.setState({ checkpoints })
    await settle()
    expect(runs).toHaveLength(1)
  })

  it('is taken back by the next stroke when that begins, and by what changes while it runs', async () => {
    const { editor, runs, view, settings, paint, settle } = setUp()
    toggleLive(editor)
    await settle()
    view.setState({ stroking: true })
    expect(runs[0]!.cancelled).toBe(true)
    await settle()
    expect(runs).toHaveLength(1)
    paint(2)
    view.setState({ stroking: false })
    await settle()
    changeDraft(settings, { text: { edit: 'make it snow', generate: '' } })
    expect(runs[1]!.cancelled).toBe(true)
    await settle()
    expect(runs[2]!.recipe.prompt).toBe('make it snow')
    toggleLive(editor)
    expect(runs[2]!.cancelled).toBe(true)
  })

  it('goes on after a stroke that left nothing', async () => {
    const { editor, runs, view, settle } = setUp()
    toggleLive(editor)
    await settle()
    view.setState({ stroking: true })
    view.setState({ stroking: false })
    await settle()
    expect(runs.map(({ cancelled }) => cancelled)).toEqual([true, false])
  })

  it('makes a result of what it shows when that is kept, and of nothing else', async () => {
    const { editor, done, settle, gallery, document } = setUp()
    toggleLive(editor)
    await settle()
    done(0)
    await settle()
    expect(gallery.getState().results).toEqual([])
    keepLive(editor)
    expect(gallery.getState().results).toHaveLength(1)
    expect(document.getState().candidates).toMatchObject([{ recipe: { prompt: 'make it night', steps: 4 } }])
  })

  it('ends with a failure, which is told once', async () => {
    const { editor, runs, view, settle, fail } = setUp()
    toggleLive(editor)
    await settle()
    const error = { code: 'device', message: 'Lost.', hint: '' } as const
    runs[0]!.end({ type: 'failed', job: '', error })
    await settle()
    expect(fail.mock.calls).toEqual([[error]])
    expect(view.getState().live).toBe('off')
    expect(runs).toHaveLength(1)
  })
})
