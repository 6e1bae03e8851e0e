// What goes along with a recipe whose guides name layers, and what comes back from them.
import { describe, expect, it } from 'vitest'
import type { Editor } from '../engine/editor'
import { tiledFromMask, tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import { maskFromTiled, pixelsFromTiled } from '../canvas/kernels/tiledBitmap'
import { composePicture } from '../canvas/composePicture'
import { BitmapTable } from '../state/bitmapTable'
import { createDocumentStore, emptyDocument, type Layer } from '../state/document'
import { createHistory } from '../state/history'
import { guidePictures } from './guidePictures'
import { emptyStorage } from '../state/fixtures/emptyStorage'
import { createSettingsStore } from '../state/settingsStore'
import { createViewStore } from '../state/view'
import { changeShown, keepShown } from './shownPictures'

const bitmaps = new BitmapTable()
const picture = (width: number, height: number, value: number) =>
  bitmaps.add(tiledFromPixels({ width, height, data: new Uint8ClampedArray(width * height * 4).fill(value) }))
const layer = (id: string, change: Partial<Layer>): Layer => ({
  id,
  kind: 'image',
  name: id,
  bitmap: picture(4, 4, 255),
  visible: true,
  opacity: 1,
  x: 0,
  y: 0,
  ...change,
})
const canvas = { ...emptyDocument, width: 4, height: 4 }
const use = (mask: string) => ({ id: 'classifier-free', key: 'a', values: {}, range: [0, 1] as const, mask })
const sent = (one: Layer) =>
  guidePictures({ guides: [use(one.id)] }, { ...canvas, layers: [layer('other', {}), one] }, bitmaps)

describe('layers that guides name', () => {
  it('are sent where the canvas shows them, and no others', () => {
    const pictures = sent(layer('mine', { x: 2, visible: false }))
    expect(Object.keys(pictures)).toEqual(['mine'])
    const row = [...(pictures['mine']?.data ?? [])].filter((_, at) => at % 4 === 3).slice(0, 4)
    expect(row).toEqual([0, 0, 255, 255])
  })

  it('are sent as they are where they are only for guides and of another shape', () => {
    const wide = { bitmap: picture(8, 4, 9) }
    expect(sent(layer('wide', { ...wide, forGuides: true }))['wide']).toMatchObject({ width: 8, height: 4 })
    expect(sent(layer('wide', wide))['wide']).toMatchObject({ width: 4, height: 4 })
    expect(sent(layer('large', { bitmap: picture(8, 8, 9), forGuides: true }))['large']).toMatchObject({
      width: 4,
      height: 4,
    })
  })

  it('are no part of the picture where they are only for guides', () => {
    const layers = [layer('hint', { forGuides: true })]
    expect(composePicture({ ...canvas, layers }, bitmaps).data.every((value) => value === 0)).toBe(true)
  })
})

describe('what a guide showed', () => {
  const document = createDocumentStore()
  const history = createHistory({ document, bitmaps, budgetBytes: () => Infinity, alsoKeep: () => [] })
  const settings = createSettingsStore('en', emptyStorage)
  const view = createViewStore()
  const editor = { document, bitmaps, history, settings, view } as Editor
  const shown = {
    key: 'a',
    job: 'edit',
    name: 'Depth',
    channels: 1 as const,
    bitmap: picture(2, 2, 255),
    region: { left: 2, top: 0, width: 2, height: 2 },
    canvas,
  }
  const kept = (kind: 'image' | 'mask') => {
    history.reset(canvas)
    keepShown(editor, { ...shown, bitmap: picture(2, 2, 255) }, kind, 'Depth: Depth')
    return document.getState().layers[0]!
  }

  it('is kept as a mask of the edit where it belongs', () => {
    const mask = kept('mask')
    expect(mask).toMatchObject({ kind: 'mask', name: 'Depth: Depth', visible: true })
    expect(mask.forGuides).toBeUndefined()
    expect([...maskFromTiled(bitmaps.mask(mask.bitmap)).data.subarray(0, 8)]).toEqual([
      0, 0, 255, 255, 0, 0, 255, 255,
    ])
  })

  it('is kept as a layer for guides, black outside of its region', () => {
    const image = kept('image')
    expect(image).toMatchObject({ kind: 'image', forGuides: true, visible: false })
    expect([...pixelsFromTiled(bitmaps.picture(image.bitmap)).data.subarray(4, 12)]).toEqual([
      0, 0, 0, 255, 255, 255, 255, 255,
    ])
    history.undo()
    expect(document.getState().layers).toEqual([])
  })

  it('is changed by hand on a layer that only the guide sees, with the pen of its kind', () => {
    history.reset(canvas)
    const again = { ...shown, bitmap: picture(2, 2, 255) }
    const id = changeShown(editor, again, 'sketch', 'Depth: Depth', { kind: 'depth', network: '' })
    const { layers, activeLayer } = document.getState()
    expect(activeLayer).toBe(id)
    expect(layers[0]).toMatchObject({ kind: 'sketch', forGuides: true, visible: true, opacity: 0.75 })
    expect(view.getState().tool).toBe('sketch-pen')
    expect(settings.getState().tools.colour).toBe('#ffffff')

    const mask = changeShown(editor, { ...shown, bitmap: picture(2, 2, 255) }, 'mask', 'DiffEdit: Mask')
    expect(document.getState().layers.find((one) => one.id === mask)).toMatchObject({
      kind: 'mask',
      forGuides: true,
    })
    expect(view.getState().tool).toBe('mask-brush')
  })
})

it('masks are sent in grey of their coverage', () => {
  const data = new Uint8Array(16)
  data[5] = 128
  const mask = layer('mask', {
    kind: 'mask',
    bitmap: bitmaps.add(tiledFromMask({ width: 4, height: 4, data })),
  })
  expect([...(sent(mask)['mask']?.data.subarray(20, 24) ?? [])]).toEqual([128, 128, 128, 255])
})
