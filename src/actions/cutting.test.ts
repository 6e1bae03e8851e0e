import { describe, expect, it } from 'vitest'
import { composeMask, composePicture } from '../canvas/composePicture'
import { equalBitmaps, pixelsFromTiled, tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import type { Pixels } from '../shared/pixels'
import { showsOtherWorld } from '../engine/smallWorld'
import { changeTools } from '../state/settings'
import { eraseMasked, fillWithColour, maskedToLayer } from './cutting'
import { headlessEditor } from './fixtures/headlessEditor'
import { maskShape } from './masking'

const box = { left: 40, top: 50, width: 30, height: 20 }

function masked() {
  const editor = headlessEditor()
  maskShape(editor, 'rectangle', box)
  return editor
}
const isSame = (a: Pixels, b: Pixels) => equalBitmaps(tiledFromPixels(a), tiledFromPixels(b))
const seen = (editor: ReturnType<typeof masked>) => composePicture(editor.document.getState(), editor.bitmaps)
const pixel = ({ data, width }: Pixels, x: number, y: number) => [
  ...data.subarray((y * width + x) * 4, (y * width + x + 1) * 4),
]

describe('what is masked', () => {
  it('becomes a layer in its place, and the mask is done', () => {
    const editor = masked()
    const before = seen(editor)
    maskedToLayer(editor)
    const { layers, activeLayer } = editor.document.getState()
    expect(layers.map(({ kind }) => kind)).toEqual(['image', 'image', 'mask'])
    const made = layers.find(({ id }) => id === activeLayer)!
    expect(made).toMatchObject({ x: 40, y: 50 })
    const pixels = pixelsFromTiled(editor.bitmaps.picture(made.bitmap))
    expect([pixels.width, pixels.height]).toEqual([30, 20])
    expect(pixel(pixels, 3, 4)).toEqual(pixel(before, 43, 54))
    expect(composeMask(editor.document.getState(), editor.bitmaps)).toBeUndefined()
    expect(editor.view.getState().tool).toBe('move')
    expect(isSame(seen(editor), before)).toBe(true)
    editor.history.undo()
    expect(composeMask(editor.document.getState(), editor.bitmaps)).toBeDefined()
  })

  it('is taken of the active picture alone', () => {
    const editor = masked()
    maskedToLayer(editor)
    // The part lies over the picture: masked again, only its own pixels are taken.
    const part = editor.document.getState().activeLayer!
    maskShape(editor, 'rectangle', { left: 60, top: 60, width: 30, height: 30 })
    editor.document.setState({ activeLayer: part })
    maskedToLayer(editor)
    const made = editor.document
      .getState()
      .layers.find(({ id }) => id === editor.document.getState().activeLayer)!
    const pixels = pixelsFromTiled(editor.bitmaps.picture(made.bitmap))
    expect(pixel(pixels, 1, 1)[3]).toBe(255)
    expect(pixel(pixels, 15, 15)[3]).toBe(0)
  })

  it('is of Toyland where all of the picture is', () => {
    for (const bundled of [true, false]) {
      const editor = masked()
      editor.document.setState(({ layers }) => ({
        layers: layers.map((layer) => (layer.kind === 'image' && bundled ? { ...layer, bundled } : layer)),
      }))
      maskedToLayer(editor)
      expect(showsOtherWorld(editor.document.getState())).toBe(!bundled)
    }
  })

  it('is erased of the picture, and of nothing else', () => {
    const editor = masked()
    const before = seen(editor)
    eraseMasked(editor)
    const after = seen(editor)
    expect(pixel(after, 45, 55)).toEqual([0, 0, 0, 0])
    expect(pixel(after, 39, 55)).toEqual(pixel(before, 39, 55))
    expect(pixel(after, 70, 55)).toEqual(pixel(before, 70, 55))
  })

  it('is filled with the pen’s colour, on a sketch above the picture', () => {
    const editor = masked()
    const before = seen(editor)
    changeTools(editor.settings, { colour: '#0a64c8' })
    fillWithColour(editor)
    const after = seen(editor)
    expect(pixel(after, 45, 55)).toEqual([10, 100, 200, 255])
    expect(pixel(after, 39, 55)).toEqual(pixel(before, 39, 55))
    const sketch = editor.document.getState().layers.find(({ kind }) => kind === 'sketch')!
    // Moved, it is filled where the canvas is masked.
    editor.document.setState((state) => ({
      layers: state.layers.map((layer) => (layer.id === sketch.id ? { ...layer, x: 25 } : layer)),
    }))
    changeTools(editor.settings, { colour: '#c80a64' })
    fillWithColour(editor)
    expect(pixel(seen(editor), 45, 55)).toEqual([200, 10, 100, 255])
  })
})
