// Masks and sketches of guides on a canvas that is still empty.
import { expect, it } from 'vitest'
import { checkpointOf, plainDraft } from '../engine/fixtures/panel'
import type { Editor } from '../engine/editor'
import { BitmapTable } from '../state/bitmapTable'
import { createDocumentStore, emptyDocument, type Layer } from '../state/document'
import { createHistory } from '../state/history'
import { pixelsFromTiled, tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import type { Draft } from '../state/settings'
import { createViewStore } from '../state/view'
import type { HintKind } from '../shared/hintKind'
import type { GuideUse } from '../shared/recipe'
import { canDraw, drawGuidePicture, paintGuideMask } from './guideLayers'
import { guidePictures } from './guidePictures'

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

/** The first and the last pixel of the only layer, and the pen. */
function drawn(kind: HintKind, network = '') {
  const editor = empty({ mode: 'generate', size: { width: 256, height: 128 } })
  const id = drawGuidePicture(editor, 'A hint', { kind, network })
  const [layer] = editor.document.getState().layers
  expect(layer).toMatchObject({ id, kind: 'sketch', forGuides: true })
  const { data } = pixelsFromTiled(editor.bitmaps.picture(layer!.bitmap))
  const { colour, penSize } = editor.settings.getState().tools
  return { editor, layer: layer!, ends: [[...data.subarray(0, 4)], [...data.subarray(-4)]], colour, penSize }
}

it.each([
  ['depth', 64],
  ['scribble', 8],
  ['canny', 4],
] as const)('a hint of %s is drawn in white on black, with a pen of its own width', (kind, width) => {
  const { layer, ends, colour, penSize } = drawn(kind)
  const black = [0, 0, 0, 255]
  expect({ ends, colour, penSize }).toEqual({ ends: [black, black], colour: '#ffffff', penSize: width })
  expect(layer.opacity).toBeLessThan(1)
})

it('kinds of things are drawn in the colours of the network, on sky and ground', () => {
  const toyland = drawn('segmentation', 'toyland/controlnet-segmentation')
  expect(toyland.ends).toEqual([
    [6, 230, 230, 255],
    [4, 200, 3, 255],
  ])
  expect(toyland).toMatchObject({ colour: '#ff09e0', penSize: 64 })
  // ADE20K's grass, and its building.
  const other = drawn('segmentation', 'lllyasviel/sd-controlnet-seg')
  expect(other.ends[1]).toEqual([4, 250, 7, 255])
  expect(other.colour).toBe('#b47878')
})

it('colours are painted over patches of the picture, in the pen’s own colour', () => {
  const editor = empty({ mode: 'edit' })
  // Black at the left, white at the right: the patches' borders lie at 16 of 64 pixels and so on.
  const data = new Uint8ClampedArray(64 * 64 * 4).map((_, at) =>
    at % 4 === 3 || (at >> 2) % 64 >= 28 ? 255 : 0,
  )
  const bitmap = editor.bitmaps.add(tiledFromPixels({ width: 64, height: 64, data }))
  const picture: Layer = { id: 'p', kind: 'image', name: '', bitmap, visible: true, opacity: 1, x: 0, y: 0 }
  editor.document.setState({ name: 'p', width: 64, height: 64, layers: [picture] })
  drawGuidePicture(editor, 'Colours', { kind: 'colour', network: '' })
  const layer = editor.document.getState().layers.at(-1)!
  expect(layer.opacity).toBe(1)
  const row = pixelsFromTiled(editor.bitmaps.picture(layer.bitmap)).data.subarray(0, 256)
  const reds = Array.from({ length: 8 }, (_, patch) => row[patch * 32]!)
  expect(reds).toEqual([0, 0, 0, reds[3]!, 255, 255, 255, 255])
  expect(reds[3]).toBeGreaterThan(64)
  expect(reds[3]).toBeLessThan(192)
  expect(editor.settings.getState().tools).toEqual({ penSize: 8 })
})

it('a faint layer goes to its guide in full', () => {
  const { editor, layer } = drawn('depth')
  const use = {
    id: 'depth2image',
    enabled: true,
    values: { depth: layer.id },
    range: [0, 1],
  } as unknown as GuideUse
  const pictures = guidePictures({ guides: [use] }, editor.document.getState(), editor.bitmaps)
  expect([...pictures[layer.id]!.data.subarray(0, 4)]).toEqual([0, 0, 0, 255])
})

it('a picture that is to be edited has to be opened first', () => {
  expect(canDraw(empty({ mode: 'edit' }))).toBe(false)
})
