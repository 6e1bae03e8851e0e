import { describe, expect, it } from 'vitest'
import { basisFrom, basisOf, isStale } from './basis'
import type { BitmapId } from './bitmapTable'
import { emptyDocument, withLayer, withNewLayer, type Layer } from './document'

const layer = (id: string, kind: Layer['kind']): Layer => ({
  id,
  kind,
  name: '',
  bitmap: `${id} pixels` as BitmapId,
  visible: true,
  opacity: 1,
  x: 4,
  y: 6,
})
const below = withNewLayer(withNewLayer(emptyDocument, layer('photo', 'image')), layer('drawing', 'sketch'))
const result: Layer = { ...layer('result', 'result'), basis: basisFrom(basisOf(below), { left: 4, top: 6 }) }
const document = withNewLayer(withNewLayer(below, result), layer('above', 'sketch'))
const stale = (changed: typeof document) =>
  isStale(
    changed,
    changed.layers.find(({ id }) => id === 'result')!,
  )

describe('a result is stale', () => {
  it('once pixels, place, strength or sight of what is below it changed, or something came between', () => {
    expect(stale(document)).toBe(false)
    expect(stale(withLayer(document, 'photo', { bitmap: 'painted' as BitmapId }))).toBe(true)
    expect(stale(withLayer(document, 'drawing', { x: 5 }))).toBe(true)
    expect(stale(withLayer(document, 'drawing', { opacity: 0.5 }))).toBe(true)
    expect(stale(withLayer(document, 'drawing', { blend: 'multiply' }))).toBe(true)
    expect(stale(withLayer(document, 'photo', { visible: false }))).toBe(true)
    expect(stale(withNewLayer(document, layer('between', 'image'), 'drawing'))).toBe(true)
  })

  it('not by what lies above it, by masks, by names, or when all of it moves, as a crop does', () => {
    expect(stale(withLayer(document, 'above', { bitmap: 'painted' as BitmapId }))).toBe(false)
    expect(stale(withNewLayer(document, layer('mask', 'mask'), 'photo'))).toBe(false)
    expect(stale(withLayer(document, 'photo', { name: 'cat' }))).toBe(false)
    expect(stale({ ...document, layers: document.layers.map((each) => ({ ...each, x: each.x - 9 })) })).toBe(
      false,
    )
  })

  it('never where nobody knows what it was of', () => {
    const { basis: _, ...opened } = result
    expect(isStale(document, opened)).toBe(false)
  })
})
