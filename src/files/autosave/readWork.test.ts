import { expect, it } from 'vitest'
import { tiledFromMask, tiledFromPixels, type TiledBitmap } from '../../canvas/kernels/tiledBitmap'
import { plainRecipe } from '../../shared/fixtures/plainRecipe'
import type { BitmapId } from '../../state/bitmapTable'
import { readWork } from './readWork'
import type { Work } from './savedWork'
import { namedBitmaps } from './saveWork'
import { workToSave } from './workToSave'

const bitmaps = new Map<BitmapId, TiledBitmap>(
  ['picture', 'queued'].map((name) => [
    name as BitmapId,
    tiledFromPixels({ width: 2, height: 2, data: new Uint8ClampedArray(16).fill(7) }),
  ]),
)
bitmaps.set('mask' as BitmapId, tiledFromMask({ width: 2, height: 2, data: new Uint8Array(4) }))

const layer = { id: '1', kind: 'image', name: '', bitmap: 'picture', visible: true, opacity: 1, x: 0, y: 0 }
const document = {
  name: 'fox',
  width: 64,
  height: 64,
  layers: [layer, { ...layer, id: '2', kind: 'vector-mask', bitmap: 'mask', points: [1, 2] }],
  activeLayer: '1',
  candidates: [],
  deletedResults: [],
  guidelines: [3],
}
const waiting = { id: 'w', recipe: { ...plainRecipe, version: 99 }, pictures: { image: 'queued' } }
const saved = {
  document,
  steps: [
    { name: 'history.warp', before: document, after: document, gesture: undefined, pen: 'wide' },
    { name: 'history.open', before: document, after: document, gesture: undefined },
  ],
  position: 2,
  gallery: [],
  queue: [waiting],
  series: { kind: 'film', frames: 24 },
  palette: ['red'],
} as unknown as Work

it('work that another version saved comes back as far as it can be used, and is saved again as it was', () => {
  const work = readWork(saved, bitmaps)
  expect(work.document.layers.map(({ kind }) => kind)).toEqual(['image', 'mask'])
  expect(work.steps[0]!.before).toBe(work.document)
  expect(work).toMatchObject({ queue: [], position: 2 })
  expect(work.series).toBeUndefined()
  expect(work.unusable).toEqual({
    queue: [waiting],
    series: saved.series,
    others: { palette: ['red'] },
    bitmaps: ['queued'],
  })
  expect(namedBitmaps(work)).toContain('queued')
  const again = workToSave(work)
  expect(again).toEqual(saved)
  expect(again.steps[0]!.before).toBe(again.document)
  expect(workToSave(readWork(again, bitmaps))).toEqual(saved)
})

const grid = {
  kind: 'grid',
  id: 'series',
  prompt: 'a cat',
  total: 1,
  done: 0,
  failures: [],
  pictures: {},
  across: 'Steps',
  columns: ['4'],
  rows: [''],
  recipes: [plainRecipe],
  made: [null],
}

it('a series of another version stays while one of this version is under way, and after it', () => {
  const work = readWork(saved, bitmaps)
  const during = workToSave({ ...work, series: grid as unknown as NonNullable<Work['series']> })
  expect(during).toMatchObject({ series: grid, seriesBeside: saved.series })
  const back = readWork(during, bitmaps)
  expect(back).toMatchObject({ series: grid, unusable: { series: saved.series } })
  const { series: _, ...ended } = back
  expect(workToSave(ended)).toEqual(saved)
})

it('work of which all can be used has nothing beside it', () => {
  const plain = { ...saved, document: { ...document, layers: [layer] }, steps: [], queue: [] }
  const { series: _, ...rest } = plain
  const { palette: __, ...known } = rest as unknown as Record<string, unknown>
  expect(readWork(known as unknown as Work, bitmaps).unusable).toBeUndefined()
})

it('work that lacks the pixels of a layer is refused', () => {
  expect(() => readWork(saved, new Map())).toThrow()
})
