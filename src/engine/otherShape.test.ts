import { expect, it } from 'vitest'
import { tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import { guideMetas } from '../../workers/guidance/list'
import { emptyPixels } from '../shared/pixels'
import { BitmapTable } from '../state/bitmapTable'
import type { Layer } from '../state/document'
import { otherShape } from './otherShape'

const bitmaps = new BitmapTable()
const layer = (id: string, width: number, height: number, forGuides = true): Layer => ({
  id,
  kind: 'image',
  name: id,
  bitmap: bitmaps.add(tiledFromPixels(emptyPixels(width, height))),
  visible: true,
  opacity: 1,
  x: 0,
  y: 0,
  ...(forGuides && { forGuides }),
})
const document = {
  width: 512,
  height: 512,
  layers: [layer('wide', 300, 90), layer('small', 64, 64), layer('part', 300, 90, false)],
}
const meta = guideMetas.get('depth2image')!
const said = (depth: string, size = { width: 128, height: 128 }, fit = 'stretch') =>
  otherShape({ values: { depth, fit } }, meta, { document, bitmaps, size, language: 'en' })

it('is told of a picture from a file, with the setting that decides', () => {
  expect(said('wide')).toBe(
    '“wide” has another shape than the result (128 × 128): “Another shape is” under “More” says what happens to it, now “Pulled”.',
  )
  expect(said('wide', undefined, 'crop')).toContain('now “Cut at its sides”')
  expect(said('wide', { width: 600, height: 180 })).toBeUndefined()
  expect(said('small')).toBeUndefined()
})

it('is not told of a layer that lies on the canvas, unless the canvas is of another shape', () => {
  expect(said('part')).toBeUndefined()
  expect(said('part', { width: 256, height: 128 })).toContain('“part” has another shape')
  expect(said('')).toBeUndefined()
  expect(said('gone')).toBeUndefined()
})

it('is told of the hints of ControlNets and adapters', () => {
  for (const id of ['controlnet', 't2i-adapter'])
    expect(
      otherShape({ values: { hint: 'wide', fit: 'fit' } }, guideMetas.get(id)!, {
        document,
        bitmaps,
        size: document,
        language: 'en',
      }),
    ).toContain('now “Put between bars”')
})
