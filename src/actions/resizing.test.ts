import { describe, expect, it } from 'vitest'
import { composeMask, composePicture } from '../canvas/composePicture'
import { tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import { withNewLayer } from '../state/document'
import { headlessEditor, pixels } from './fixtures/headlessEditor'
import { maskShape } from './masking'
import { resizePicture } from './resizing'

describe('a picture of another size', () => {
  it('has its layers, masks and results in the same places, and nothing transparent at its edges', () => {
    const editor = headlessEditor()
    const bitmap = editor.bitmaps.add(tiledFromPixels(pixels(41, 21, 5)))
    const patch = {
      id: 'patch',
      kind: 'image',
      name: '',
      bitmap,
      visible: true,
      opacity: 1,
      x: 250,
      y: 11,
    } as const
    editor.history.commit('history.addLayer', withNewLayer(editor.document.getState(), patch))
    maskShape(editor, 'rectangle', { left: 200, top: 30, width: 30, height: 12 })
    const place = { left: 0, top: 0, width: 300, height: 280 }
    editor.document.setState({
      candidates: [{ id: 'one', bitmap, place, recipe: undefined, seconds: 1, notes: [] }],
    })
    const steps = editor.history.steps().length
    resizePicture(editor, { width: 450, height: 420 })
    expect(editor.history.steps().length).toBe(steps + 1)
    const state = editor.document.getState()
    expect(state).toMatchObject({ width: 450, height: 420 })
    const resized = state.layers.find(({ id }) => id === 'patch')!
    expect(resized).toMatchObject({ x: 375, y: 17 })
    expect(editor.bitmaps.get(resized.bitmap)).toMatchObject({ width: 62, height: 31 })
    // Its edge is soft by half a pixel.
    const mask = composeMask(state, editor.bitmaps)!
    const covered = (x: number, y: number) => mask.data[y * 450 + x]
    expect([covered(298, 50), covered(301, 46), covered(343, 61), covered(347, 61)]).toEqual([0, 255, 255, 0])
    expect(state.candidates[0]?.place).toEqual({ left: 0, top: 0, width: 450, height: 420 })
    const { data } = composePicture(state, editor.bitmaps)
    expect(data.every((value, at) => at % 4 !== 3 || value === 255)).toBe(true)
    editor.history.undo()
    expect(editor.document.getState()).toMatchObject({ width: 300, height: 280 })
  })

  it('is not made too large', () => {
    const editor = headlessEditor()
    expect(() => resizePicture(editor, { width: 20_000, height: 20_000 })).toThrow(/more than the 64 million/)
    expect(editor.document.getState()).toMatchObject({ width: 300, height: 280 })
  })
})
