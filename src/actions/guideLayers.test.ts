// Masks and sketches of guides on a canvas that is still empty.
import { expect, it } from 'vitest'
import { checkpointOf, plainDraft } from '../engine/fixtures/panel'
import type { Editor } from '../engine/editor'
import { BitmapTable } from '../state/bitmapTable'
import { createDocumentStore, emptyDocument } from '../state/document'
import { createHistory } from '../state/history'
import { pixelsFromTiled } from '../canvas/kernels/tiledBitmap'
import type { Draft } from '../state/settings'
import { createViewStore } from '../state/view'
import { canDraw, drawGuidePicture, paintGuideMask } from './guideLayers'

const checkpoint = { ...checkpointOf('text-to-image'), id: 'toyland/base' }

/** No more of the settings than is reached here. */
function settingsWith(draft: Draft) {
  let state = { draft, tools: {} }
  const setState = (change: object | ((before: typeof state) => object)) => {
    state = { ...state, ...(typeof change === 'function' ? change(state) : change) }
  }
  return { getState: () => state, setState }
}

function empty(change: Partial<Draft>) {
  const document = createDocumentStore()
  const bitmaps = new BitmapTable()
  const draft = { ...plainDraft, ...change }
  const jobs = { checkpoints: [{ id: checkpoint.id, status: 'ready', summary: checkpoint }] }
  const editor = {
    document,
    bitmaps,
    view: createViewStore(),
    history: createHistory({ document, bitmaps, budgetBytes: () => Infinity, alsoKeep: () => [] }),
    settings: settingsWith(draft),
    jobs: { getState: () => jobs },
  }
  return editor as unknown as Editor
}

it.each([paintGuideMask, drawGuidePicture])(
  'a new picture’s canvas is as large as it will be, and gone again when it is undone',
  (begin) => {
    const editor = empty({ mode: 'generate', size: { width: 256, height: 128 } })
    expect(canDraw(editor)).toBe(true)
    const id = begin(editor, 'Layer for a guide')
    const state = editor.document.getState()
    expect(state).toMatchObject({ width: 1024, height: 512, activeLayer: id })
    expect(editor.bitmaps.get(state.layers[0]!.bitmap)).toMatchObject({ width: 1024, height: 512 })
    editor.history.undo()
    expect(editor.document.getState()).toBe(emptyDocument)
  },
)

it('a map in white on black is drawn so, with a wide pen', () => {
  const editor = empty({ mode: 'generate', size: { width: 256, height: 128 } })
  const id = drawGuidePicture(editor, 'Depth', { black: true })
  const [layer] = editor.document.getState().layers
  expect(layer).toMatchObject({ id, kind: 'sketch', forGuides: true })
  expect(layer!.opacity).toBeLessThan(1)
  const { data } = pixelsFromTiled(editor.bitmaps.picture(layer!.bitmap))
  expect([...data.subarray(0, 4), ...data.subarray(-4)]).toEqual([0, 0, 0, 255, 0, 0, 0, 255])
  expect(editor.settings.getState().tools).toMatchObject({ colour: '#ffffff', penSize: 64 })
})

it('a picture that is to be edited has to be opened first', () => {
  expect(canDraw(empty({ mode: 'edit' }))).toBe(false)
})
