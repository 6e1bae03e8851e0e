import { describe, expect, it } from 'vitest'
import { composeMask, composePicture } from '../canvas/composePicture'
import { maskBounds } from '../canvas/kernels/maskBounds'
import { equalBitmaps, tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import type { Pixels } from '../shared/pixels'
import { withNewLayer, type Layer } from '../state/document'
import { headlessEditor, pixels } from './fixtures/headlessEditor'
import { maskShape } from './masking'
import { flipLayer, turnPicture } from './turning'

/** A picture of 300 x 280 with a small one at its upper right, and a masked box beside that. */
function edited() {
  const editor = headlessEditor()
  const patch: Layer = {
    id: 'patch',
    kind: 'image',
    name: '',
    bitmap: editor.bitmaps.add(tiledFromPixels(pixels(40, 20, 5))),
    visible: true,
    opacity: 1,
    x: 250,
    y: 10,
  }
  editor.history.commit('history.addLayer', withNewLayer(editor.document.getState(), patch))
  maskShape(editor, 'rectangle', { left: 200, top: 30, width: 30, height: 12 })
  return editor
}
const isSame = (a: Pixels, b: Pixels) => equalBitmaps(tiledFromPixels(a), tiledFromPixels(b))
const seen = (editor: ReturnType<typeof edited>) => composePicture(editor.document.getState(), editor.bitmaps)
const masked = (editor: ReturnType<typeof edited>) =>
  maskBounds(composeMask(editor.document.getState(), editor.bitmaps)!)

describe('a picture that is rotated', () => {
  it('takes its layers and masks along, as one step, and comes back by four quarters', () => {
    const editor = edited()
    const [before, steps] = [seen(editor), editor.history.steps().length]
    turnPicture(editor, 'right')
    expect(editor.history.steps().length).toBe(steps + 1)
    expect(editor.document.getState()).toMatchObject({ width: 280, height: 300 })
    const turned = seen(editor)
    // The upper left corner is the upper right one now.
    expect(turned.data.subarray(279 * 4, 280 * 4)).toEqual(before.data.subarray(0, 4))
    expect(editor.document.getState().layers.find(({ id }) => id === 'patch')).toMatchObject({
      x: 250,
      y: 250,
    })
    expect(masked(editor)).toEqual({ left: 238, top: 200, width: 12, height: 30 })
    for (let left = 3; left > 0; left--) turnPicture(editor, 'right')
    expect(isSame(seen(editor), before)).toBe(true)
    editor.history.goTo(steps)
    expect(isSame(seen(editor), before)).toBe(true)
  })

  it('takes results along that wait', () => {
    const editor = edited()
    const bitmap = editor.bitmaps.add(tiledFromPixels(pixels(30, 28, 9)))
    const place = { left: 20, top: 30, width: 60, height: 56 }
    const candidate = { id: 'one', bitmap, place, recipe: undefined, seconds: 1, notes: [] }
    editor.document.setState({ candidates: [candidate] })
    turnPicture(editor, 'left')
    const [waiting] = editor.document.getState().candidates
    expect(waiting?.place).toEqual({ left: 30, top: 220, width: 56, height: 60 })
    expect(editor.bitmaps.get(waiting!.bitmap)).toMatchObject({ width: 28, height: 30 })
  })
})

describe('a layer that is flipped', () => {
  it('stays in its place, and all else as it is', () => {
    const editor = edited()
    editor.document.setState({ activeLayer: 'patch' })
    const before = seen(editor)
    flipLayer(editor, 'across')
    const after = seen(editor)
    const at = (x: number, y: number) => (y * 300 + x) * 4
    for (const [x, from] of [
      [250, 289],
      [289, 250],
      [249, 249],
      [290, 290],
    ] as const)
      expect(after.data.subarray(at(x, 15), at(x + 1, 15))).toEqual(
        before.data.subarray(at(from, 15), at(from + 1, 15)),
      )
    flipLayer(editor, 'across')
    expect(isSame(seen(editor), before)).toBe(true)
  })

  it('flips a mask about what it covers', () => {
    const editor = edited()
    maskShape(editor, 'rectangle', { left: 220, top: 42, width: 10, height: 8 })
    flipLayer(editor, 'across')
    expect(masked(editor)).toEqual({ left: 200, top: 30, width: 30, height: 20 })
    const { data } = composeMask(editor.document.getState(), editor.bitmaps)!
    expect([data[45 * 300 + 201], data[45 * 300 + 225]]).toEqual([255, 0])
  })
})
