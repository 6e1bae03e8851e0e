import { describe, expect, it } from 'vitest'
import { emptyBitmap, tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import { plainRecipe as recipe } from '../shared/fixtures/plainRecipe'
import { BitmapTable } from '../state/bitmapTable'
import { createDocumentStore, emptyDocument, type Candidate, type Layer } from '../state/document'
import { createHistory } from '../state/history'
import { createJobsStore } from '../state/jobs'
import { createViewStore } from '../state/view'
import { createGalleryStore } from '../state/gallery'
import type { Editor } from '../engine/editor'
import { placeResult } from '../engine/placeResult'
import { acceptCandidate, discardCandidate, followReturned, stepCandidate } from './staging'

const size = { width: 8, height: 6 }

function staged(count: number, { open = true } = {}) {
  const document = createDocumentStore()
  const bitmaps = new BitmapTable()
  const view = createViewStore()
  const history = createHistory({ document, bitmaps, budgetBytes: () => Infinity, alsoKeep: () => [] })
  const picture = (value: number, { width, height } = size) => {
    const data = new Uint8ClampedArray(width * height * 4).fill(value)
    return bitmaps.add(tiledFromPixels({ width, height, data }))
  }
  const layer = (kind: Layer['kind']): Layer => {
    const bitmap = kind === 'mask' ? bitmaps.add(emptyBitmap(size.width, size.height, 1)) : picture(10)
    return { id: kind, kind, name: '', bitmap, visible: true, opacity: 1, x: 0, y: 0 }
  }
  const candidates = Array.from({ length: count }, (_, at): Candidate => {
    const place = { left: 0, top: 0, ...size }
    return { id: `candidate ${at}`, bitmap: picture(100 + at), place, recipe, seconds: 1, notes: [] }
  })
  const layers = open ? [layer('image'), layer('mask')] : []
  history.reset({ ...emptyDocument, ...size, layers, activeLayer: 'mask', candidates })
  view.setState({ candidate: 'candidate 0' })
  // Staging reaches nothing else of the editor.
  return { document, bitmaps, view, history } as Editor
}

describe('results that come back', () => {
  it('are shown again, and only where no other is', () => {
    const editor = staged(2)
    followReturned(editor)
    discardCandidate(editor)
    expect(editor.view.getState().candidate).toBe('candidate 1')
    editor.history.undo()
    expect(editor.view.getState().candidate).toBe('candidate 1')
    discardCandidate(editor)
    editor.view.setState({ candidate: 'candidate 0', compare: 'split' })
    discardCandidate(editor)
    expect(editor.document.getState().candidates).toEqual([])
    editor.history.undo()
    expect(editor.view.getState()).toMatchObject({ candidate: 'candidate 0', compare: 'result' })
  })
})

describe('staged results', () => {
  it('give a canvas without layers their own size, whichever is accepted', () => {
    const editor = staged(1, { open: false })
    const wide = { width: 32, height: 8, data: new Uint8ClampedArray(32 * 8 * 4).fill(7) }
    const jobs = createJobsStore()
    const map = {
      key: 'k',
      name: 'cat',
      channels: 1,
      bitmap: editor.document.getState().candidates[0]!.bitmap,
      canvas: size,
    } as const
    jobs.setState({
      shown: [
        { ...map, job: 'earlier' },
        { ...map, job: 'j' },
      ],
    })
    const context = { ...editor, jobs, gallery: createGalleryStore(), inform: () => {} }
    placeResult(context, { type: 'done', job: 'j', pixels: wide, recipe, seconds: 1, overhead: 0, notes: [] })
    const both = editor.document.getState()
    expect(both).toMatchObject({ width: 32, height: 8 })
    // What a guide showed of the picture is of its canvas.
    expect(jobs.getState().shown.map(({ canvas }) => canvas)).toEqual([size, { width: 32, height: 8 }])
    expect(both.candidates.map(({ place }) => place)).toEqual([
      { left: 11, top: 0, width: 11, height: 8 },
      { left: 0, top: 0, width: 32, height: 8 },
    ])
    acceptCandidate(editor)
    const [layer] = editor.document.getState().layers
    expect(layer).toMatchObject({ x: 0, y: 0, bitmap: both.candidates[1]?.bitmap })
    editor.history.undo()
    stepCandidate(editor, 1)
    editor.view.setState({ candidate: 'candidate 0' })
    acceptCandidate(editor)
    expect(editor.document.getState()).toMatchObject({
      ...size,
      layers: [{ bitmap: both.candidates[0]?.bitmap }],
    })
  })

  it('are accepted as a layer above the picture and below the masks, as one step', () => {
    const editor = staged(2)
    const before = editor.document.getState()
    acceptCandidate(editor)
    const { layers, candidates, activeLayer } = editor.document.getState()
    expect(layers.map(({ kind }) => kind)).toEqual(['image', 'result', 'mask'])
    expect(layers[1]).toMatchObject({ name: 'make it night', recipe, bitmap: before.candidates[0]?.bitmap })
    expect(activeLayer).toBe(layers[1]?.id)
    expect(candidates).toEqual([])
    editor.history.undo()
    expect(editor.document.getState()).toBe(before)
  })

  it('take the place of the layer that they were run again for, and undo gives it back', () => {
    const editor = staged(1)
    const state = editor.document.getState()
    const [again] = state.candidates as [Candidate]
    editor.history.reset({ ...state, candidates: [{ ...again, replaces: 'image', basis: [] }] })
    acceptCandidate(editor)
    const { layers, candidates } = editor.document.getState()
    expect(layers.map(({ id }) => id)).toEqual(['image', 'mask'])
    expect(layers[0]).toMatchObject({ kind: 'image', bitmap: again.bitmap, recipe, basis: [] })
    expect(candidates).toEqual([])
    editor.history.undo()
    expect(editor.document.getState().layers).toEqual(state.layers)
  })

  it('become the picture where there is none', () => {
    const editor = staged(1, { open: false })
    acceptCandidate(editor)
    expect(editor.document.getState().layers.map(({ kind }) => kind)).toEqual(['image'])
  })

  it('are discarded one by one, the next one coming on show', () => {
    const editor = staged(3)
    stepCandidate(editor, 1)
    discardCandidate(editor)
    expect(editor.document.getState().candidates.map(({ id }) => id)).toEqual(['candidate 0', 'candidate 2'])
    expect(editor.view.getState().candidate).toBe('candidate 2')
    discardCandidate(editor)
    expect(editor.view.getState().candidate).toBe('candidate 0')
    editor.history.undo()
    editor.history.undo()
    expect(editor.document.getState().candidates).toHaveLength(3)
  })

  it('are gone through round about', () => {
    const editor = staged(3)
    stepCandidate(editor, -1)
    expect(editor.view.getState().candidate).toBe('candidate 2')
    stepCandidate(editor, 1)
    expect(editor.view.getState().candidate).toBe('candidate 0')
  })
})
