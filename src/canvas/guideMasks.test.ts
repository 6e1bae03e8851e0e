// Masks that only guides name are no masks of the edit, and are sent as they were painted.
import { expect, it } from 'vitest'
import { parseDocument } from '../files/project/documentJson'
import { BitmapTable } from '../state/bitmapTable'
import { createDocumentStore, emptyDocument, type Layer } from '../state/document'
import { composeLayer, composeMask, hasMask } from './composePicture'
import { tiledFromMask } from './kernels/tiledBitmap'
import { maskTarget } from './maskTarget'

const bitmaps = new BitmapTable()
const masked = (id: string, at: number, change: Partial<Layer> = {}): Layer => {
  const data = new Uint8Array(4)
  data[at] = 200
  const bitmap = bitmaps.add(tiledFromMask({ width: 2, height: 2, data }))
  return { id, kind: 'mask', name: '', bitmap, visible: true, opacity: 1, x: 0, y: 0, ...change }
}
const region = masked('region', 3, { forGuides: true })
const own = masked('own', 0)
const document = { ...emptyDocument, width: 2, height: 2, layers: [own, region] }

it('a guide’s mask does not limit the edit', () => {
  expect(hasMask(document, bitmaps)).toBe(true)
  expect([...(composeMask(document, bitmaps)?.data ?? [])]).toEqual([200, 0, 0, 0])
  expect(hasMask({ layers: [region] }, bitmaps)).toBe(false)
})

it('a guide’s mask is sent white where it was painted, hidden or not, where the canvas shows it', () => {
  const coverage = (layer: Layer) =>
    [0, 1, 2, 3].map((at) => {
      const pixels = composeLayer(document, layer, bitmaps).data
      return Math.round(((pixels[at * 4] as number) * (pixels[at * 4 + 3] as number)) / 255)
    })
  expect(coverage({ ...region, visible: false })).toEqual([0, 0, 0, 200])
  expect(coverage({ ...region, x: -1 })).toEqual([0, 0, 200, 0])
})

it('a stroke goes on the guide’s mask only while that is the active layer', () => {
  const store = createDocumentStore()
  store.setState({ ...document, activeLayer: undefined })
  expect(maskTarget({ document: store, bitmaps }).layer.id).toBe('own')
  store.setState({ activeLayer: 'region' })
  expect(maskTarget({ document: store, bitmaps }).layer.id).toBe('region')
})

it('it comes back from a saved document', () => {
  const json: unknown = JSON.parse(JSON.stringify({ ...document, width: 64, height: 64 }))
  expect(parseDocument(json).layers.map(({ forGuides }) => forGuides)).toEqual([undefined, true])
})
