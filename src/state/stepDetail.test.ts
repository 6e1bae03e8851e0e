import { describe, expect, it } from 'vitest'
import type { BitmapId } from './bitmapTable'
import { emptyDocument, withLayer, withNewLayer, type Candidate, type Layer } from './document'
import { stepDetail } from './stepDetail'

const bitmap = 'bitmap' as BitmapId
const layer = (id: string, name: string): Layer => ({
  id,
  kind: 'sketch',
  name,
  bitmap,
  visible: true,
  opacity: 1,
  x: 0,
  y: 0,
})
const candidate = (id: string, prompt: string): Candidate => ({
  id,
  bitmap,
  place: { left: 0, top: 0, width: 1, height: 1 },
  recipe: { prompt },
  seconds: 1,
  notes: [],
})
const two = withNewLayer(withNewLayer(emptyDocument, layer('a', 'fox')), layer('b', ''))

describe('what a step was about', () => {
  it('is the words of the edit, which comes, goes or becomes a layer', () => {
    const staged = { ...two, candidates: [candidate('1', ' make the cat blue ')] }
    expect(stepDetail(two, staged)).toBe('make the cat blue')
    expect(stepDetail(staged, two)).toBe('make the cat blue')
    expect(stepDetail(staged, withNewLayer(two, layer('c', 'make the cat blue')))).toBe('make the cat blue')
  })

  it('is the name of the layer that comes, goes or changes, where it has one', () => {
    expect(stepDetail(emptyDocument, withNewLayer(emptyDocument, layer('a', 'fox')))).toBe('fox')
    expect(stepDetail(two, { ...two, layers: two.layers.slice(1) })).toBe('fox')
    expect(stepDetail(two, withLayer(two, 'a', { opacity: 0.5 }))).toBe('fox')
    expect(stepDetail(two, withLayer(two, 'b', { opacity: 0.5 }))).toBeUndefined()
  })

  it('is the name of what was opened, whatever its layers are called', () => {
    expect(
      stepDetail(two, { ...emptyDocument, name: 'harbour', layers: [layer('c', 'make it night')] }),
    ).toBe('harbour')
  })

  it('is nothing where several layers change at once', () => {
    expect(stepDetail(two, { ...two, layers: two.layers.map((each) => ({ ...each, x: 3 })) })).toBeUndefined()
  })
})
