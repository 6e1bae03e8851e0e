import { expect, it } from 'vitest'
import { tiledFromPixels } from '../../canvas/kernels/tiledBitmap'
import { plainRecipe } from '../../shared/fixtures/plainRecipe'
import type { BitmapId } from '../../state/bitmapTable'
import { parseQueue } from './parseQueue'

const picture = 'picture' as BitmapId
const bitmaps = new Map([
  [picture, tiledFromPixels({ width: 2, height: 2, data: new Uint8ClampedArray(16).fill(7) })],
])
const edit = {
  id: 'one',
  recipe: plainRecipe,
  pictures: { image: picture },
  origin: { basis: [{ bitmap: picture, opacity: 1, x: 0, y: 0 }], replaces: 'layer', lot: 'press' },
}

it('edits that waited come back as they were', () => {
  const { edits, unusable } = parseQueue([edit], bitmaps)
  expect(edits).toMatchObject([edit])
  expect(unusable).toEqual([])
  expect(parseQueue(undefined, bitmaps)).toEqual({ edits: [], unusable: [] })
})

it('those that this version cannot run are told apart, as they were saved', () => {
  const strange = [
    { ...edit, recipe: { ...plainRecipe, version: 99 } },
    { ...edit, recipe: { ...plainRecipe, guides: [{ id: 'of-tomorrow' }] } },
    { ...edit, pictures: { image: 'gone' } },
    { ...edit, origin: { basis: 'nonsense' } },
    { ...edit, priority: 3 },
    'nonsense',
  ]
  const { edits, unusable } = parseQueue([...strange, edit], bitmaps)
  expect(edits).toHaveLength(1)
  expect(unusable).toEqual(strange)
})
