import { expect, it } from 'vitest'
import { tiledFromPixels } from '../../canvas/kernels/tiledBitmap'
import { plainRecipe } from '../../shared/fixtures/plainRecipe'
import type { BitmapId } from '../../state/bitmapTable'
import type { Batch, Grid } from '../../state/series'
import { parseSeries } from './parseSeries'

const picture = 'picture' as BitmapId
const bitmaps = new Map([
  [picture, tiledFromPixels({ width: 2, height: 2, data: new Uint8ClampedArray(16).fill(7) })],
])
const error = { code: 'image', message: 'No picture.', hint: 'Choose another.' } as const
const batch: Batch = {
  kind: 'batch',
  id: 'series',
  prompt: 'make it night',
  total: 2,
  done: 1,
  failures: [{ at: 0, error }],
  pictures: { hint: picture },
  recipe: plainRecipe,
  seedLocked: false,
  trained: { width: 64, height: 64 },
  names: ['a.png', 'b.png'],
  resultNames: ['a.png', 'b.png'],
  results: 'download',
}
const grid: Grid = {
  kind: 'grid',
  id: 'series',
  prompt: 'a cat',
  total: 2,
  done: 1,
  failures: [],
  pictures: {},
  across: 'Steps',
  columns: ['4', '8'],
  rows: [''],
  recipes: [plainRecipe, plainRecipe],
  made: [picture, null],
}

it('a series that was under way comes back as it was, with its folders', () => {
  expect(parseSeries(batch, bitmaps)).toEqual(batch)
  expect(parseSeries(grid, bitmaps)).toEqual(grid)
  const folder = { kind: 'directory', name: 'in' } as FileSystemDirectoryHandle
  const results = { kind: 'file', name: 'out.zip' } as FileSystemFileHandle
  expect(parseSeries({ ...batch, folder, results }, bitmaps)).toEqual({ ...batch, folder, results })
  expect(parseSeries(undefined, bitmaps)).toBeUndefined()
})

it('one of which something is missing, or that another version wrote, is said to be unusable', () => {
  const broken = [
    { ...batch, names: ['a.png'] },
    { ...batch, done: 3 },
    { ...batch, results: 'somewhere' },
    { ...batch, recipe: { ...plainRecipe, version: 99 } },
    { ...batch, pictures: { hint: 'gone' } },
    { ...batch, later: true },
    { ...grid, made: ['gone', null] },
    { ...grid, rows: ['', ''] },
    { ...grid, recipes: [plainRecipe, { ...plainRecipe, version: 99 }] },
    'nonsense',
  ]
  for (const saved of broken) expect(parseSeries(saved, bitmaps)).toBe('unusable')
})
