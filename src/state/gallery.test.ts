import { describe, expect, it } from 'vitest'
import { sharingTiles, tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import { plainRecipe as recipe } from '../shared/fixtures/plainRecipe'
import { BitmapTable } from './bitmapTable'
import { emptyDocument } from './document'
import { createGalleryStore, forgetDeleted, keepResults, shownResults, type GalleryResult } from './gallery'

const side = 300
const picture = (value: number) =>
  tiledFromPixels({ width: side, height: side, data: new Uint8ClampedArray(side * side * 4).fill(value) })
const bytes = side * side * 4

function set() {
  const gallery = createGalleryStore()
  const bitmaps = new BitmapTable()
  const result = (id: string, bitmap = picture(id.charCodeAt(0))): GalleryResult => ({
    id,
    bitmap: bitmaps.add(bitmap),
    recipe,
    seconds: 1,
    notes: [],
    madeAt: 0,
  })
  const ids = () => gallery.getState().results.map(({ id }) => id)
  return { gallery, bitmaps, result, ids }
}

describe('the gallery', () => {
  it('forgets its oldest results above the budget, never the newest', () => {
    const { gallery, bitmaps, result, ids } = set()
    for (const id of ['a', 'b', 'c']) keepResults(gallery, bitmaps, [result(id)], 2.5 * bytes)
    expect(ids()).toEqual(['b', 'c'])
    keepResults(gallery, bitmaps, [result('d')], bytes / 2)
    expect(ids()).toEqual(['d'])
  })

  it('counts what results share with the picture once', () => {
    const { gallery, bitmaps, result, ids } = set()
    const original = picture(9)
    const data = new Uint8ClampedArray(bytes).fill(9)
    data[0] = 200
    // One tile of four differs.
    const edited = sharingTiles(tiledFromPixels({ width: side, height: side, data }), original)
    expect(edited.tiles.filter((tile, at) => tile === original.tiles[at])).toHaveLength(3)
    for (const id of ['a', 'b', 'c']) keepResults(gallery, bitmaps, [result(id, edited)], 1.1 * bytes)
    expect(ids()).toEqual(['a', 'b', 'c'])
  })

  it('takes no result twice, as when a project is opened again', () => {
    const { gallery, bitmaps, result, ids } = set()
    keepResults(gallery, bitmaps, [result('a')])
    keepResults(gallery, bitmaps, [result('a'), result('b')])
    expect(ids()).toEqual(['a', 'b'])
  })

  it('shows the newest first without those that the document deleted', () => {
    const { gallery, bitmaps, result } = set()
    keepResults(gallery, bitmaps, [result('a'), result('b'), result('c')])
    const shown = shownResults(gallery.getState(), { deletedResults: ['b'] })
    expect(shown.map(({ id }) => id)).toEqual(['c', 'a'])
  })

  it('keeps a deleted result as long as undo can bring it back', () => {
    const { gallery, bitmaps, result, ids } = set()
    keepResults(gallery, bitmaps, [result('a'), result('b')])
    const deleted = { ...emptyDocument, deletedResults: ['a'] }
    forgetDeleted(gallery, [emptyDocument, deleted])
    expect(ids()).toEqual(['a', 'b'])
    forgetDeleted(gallery, [deleted])
    expect(ids()).toEqual(['b'])
  })
})
