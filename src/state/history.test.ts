import { describe, expect, it } from 'vitest'
import { emptyMask } from '../canvas/kernels/mask'
import { tiledFromMask } from '../canvas/kernels/tiledBitmap'
import { BitmapTable } from './bitmapTable'
import { createDocumentStore, emptyDocument, withNewLayer, type Layer } from './document'
import { createHistory } from './history'

function set(budgetBytes = Infinity) {
  const document = createDocumentStore()
  const bitmaps = new BitmapTable()
  const history = createHistory({ document, bitmaps, budgetBytes: () => budgetBytes, alsoKeep: () => [] })
  /** A mask layer of one tile that no other bitmap shares. */
  const layer = (value: number): Layer => {
    const mask = emptyMask(256, 256)
    mask.data.fill(value)
    const bitmap = bitmaps.add(tiledFromMask(mask))
    return { id: `layer ${value}`, kind: 'mask', name: '', bitmap, visible: true, opacity: 1, x: 0, y: 0 }
  }
  const add = (value: number) =>
    history.commit('history.addLayer', withNewLayer(document.getState(), layer(value)))
  const layers = () => document.getState().layers.map(({ id }) => id)
  return { document, bitmaps, history, add, layers }
}

describe('history', () => {
  it('goes back and forth between the very same states', () => {
    const { document, history, add } = set()
    const states = [document.getState()]
    for (const value of [1, 2, 3]) {
      add(value)
      states.push(document.getState())
    }
    for (const state of states.toReversed().slice(1)) {
      history.undo()
      expect(document.getState()).toBe(state)
    }
    history.undo()
    for (const state of states.slice(1)) {
      history.redo()
      expect(document.getState()).toBe(state)
    }
  })

  it('forgets what was undone once something else is done', () => {
    const { history, add, layers } = set()
    add(1)
    add(2)
    history.undo()
    add(3)
    history.redo()
    expect(layers()).toEqual(['layer 1', 'layer 3'])
    expect(history.store.getState().steps).toHaveLength(2)
  })

  it('makes one step of the changes of one gesture, and none of a change to nothing', () => {
    const { document, history, add } = set()
    add(1)
    const before = document.getState()
    for (const name of ['a', 'b', 'c'])
      history.commit('history.renameLayer', { ...document.getState(), name }, 'drag')
    history.commit('history.renameLayer', document.getState())
    expect(history.store.getState().steps).toHaveLength(2)
    history.undo()
    expect(document.getState()).toBe(before)
  })

  it('frees the pixels of steps that can no longer be reached', () => {
    const { document, bitmaps, history, add } = set()
    add(1)
    add(2)
    const [, second] = document.getState().layers
    history.undo()
    expect(bitmaps.has(second!.bitmap)).toBe(true)
    add(3)
    expect(bitmaps.has(second!.bitmap)).toBe(false)
  })

  it('forgets the oldest steps above its budget, never the last one', () => {
    const tile = 256 * 256
    const { document, history, add } = set(2.5 * tile)
    for (const value of [1, 2, 3, 4, 5]) {
      add(value)
      const [only] = document.getState().layers.slice(-1)
      history.commit('history.deleteLayer', { ...document.getState(), layers: [], activeLayer: only?.id })
    }
    const { steps, bytes } = history.store.getState()
    expect(bytes).toBeLessThanOrEqual(2.5 * tile)
    expect(steps.length).toBeGreaterThan(0)
    expect(steps.length).toBeLessThan(10)
  })

  it('goes on from saved steps as if it had never stopped', () => {
    const { document, history, add, layers } = set()
    add(1)
    add(2)
    history.undo()
    const [steps, now, { position }] = [history.steps(), document.getState(), history.store.getState()]
    history.reset(emptyDocument)
    history.restore(now, steps, position)
    expect(document.getState()).toBe(now)
    history.redo()
    expect(layers()).toEqual(['layer 1', 'layer 2'])
    history.goTo(0)
    expect(layers()).toEqual([])
  })
})
