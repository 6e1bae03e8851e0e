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
  expect(parseQueue([edit], bitmaps)).toMatchObject([edit])
  expect(parseQueue(undefined, bitmaps)).toEqual([])
})

it('one that cannot be run any more is left out, and the others come back', () => {
  const unusable = [
    { ...edit, recipe: { ...plainRecipe, version: 99 } },
    { ...edit, pictures: { image: 'gone' } },
    { ...edit, origin: { basis: 'nonsense' } },
    'nonsense',
  ]
  expect(parseQueue([...unusable, edit], bitmaps)).toHaveLength(1)
})
