import { describe, expect, it } from 'vitest'
import { fillWithColour } from '../../../actions/cutting'
import { headlessEditor } from '../../../actions/fixtures/headlessEditor'
import { selectAll } from '../../../actions/masking'
import { changeTools } from '../../../state/settings'
import { composeMask, composePicture } from '../../composePicture'
import type { ToolPointer } from '../tool'
import { createEraser } from './eraser'

const at = (x: number, y: number, keys: Partial<ToolPointer> = {}): ToolPointer => ({
  x,
  y,
  pressure: 1,
  path: [{ x, y, pressure: 1 }],
  shift: false,
  alt: false,
  ctrl: false,
  coarse: false,
  ...keys,
})

/** A picture, a sketch over all of it, and a mask over all of it. */
function drawn(active: 'sketch' | 'mask') {
  const editor = headlessEditor()
  changeTools(editor.settings, { colour: '#0a64c8', brushSize: 20, hardness: 1, pressure: false })
  fillWithColour(editor)
  selectAll(editor)
  const layer = editor.document.getState().layers.find(({ kind }) => kind === active)
  editor.document.setState({ activeLayer: layer?.id })
  const eraser = createEraser(editor)
  const stroke = (y: number, keys?: Partial<ToolPointer>) => {
    eraser.down(at(100, y, keys))
    eraser.move(at(150, y, keys))
    eraser.up(at(200, y, keys))
  }
  const isBlue = (x: number, y: number) => {
    const { data, width } = composePicture(editor.document.getState(), editor.bitmaps)
    return data[(y * width + x) * 4 + 2] === 200
  }
  const isMasked = (x: number, y: number) => {
    const mask = composeMask(editor.document.getState(), editor.bitmaps)
    return mask?.data[y * mask.width + x] === 255
  }
  return { editor, eraser, stroke, isBlue, isMasked }
}

describe('the eraser', () => {
  it('erases the active sketch, as one step, and leaves the mask', () => {
    const { editor, stroke, isBlue, isMasked } = drawn('sketch')
    stroke(120)
    expect([isBlue(150, 120), isBlue(150, 128), isBlue(150, 132), isMasked(150, 120)]).toEqual([
      false,
      false,
      true,
      true,
    ])
    // A stroke that crosses it changes nothing of what it erased.
    stroke(135)
    expect([isBlue(150, 120), isBlue(150, 140), isBlue(150, 150)]).toEqual([false, false, true])
    expect(
      editor.history.store
        .getState()
        .steps.slice(-2)
        .map(({ name }) => name),
    ).toEqual(['history.sketchErase', 'history.sketchErase'])
    editor.history.undo()
    editor.history.undo()
    expect(isBlue(150, 120)).toBe(true)
  })

  it('erases where the sketch was moved to', () => {
    const { editor, stroke, isBlue } = drawn('sketch')
    editor.document.setState(({ layers }) => ({
      layers: layers.map((layer) => (layer.kind === 'sketch' ? { ...layer, x: 60, y: 40 } : layer)),
    }))
    stroke(120)
    expect([isBlue(150, 120), isBlue(150, 80), isBlue(150, 160)]).toEqual([false, true, true])
  })

  it('erases the mask where no sketch is worked on, and paints it with Alt', () => {
    const { stroke, isBlue, isMasked } = drawn('mask')
    stroke(120)
    expect([isBlue(150, 120), isMasked(150, 120)]).toEqual([true, false])
    stroke(120, { alt: true })
    expect(isMasked(150, 120)).toBe(true)
  })

  it('leaves no trace of a stroke that is cancelled', () => {
    const { editor, eraser, isBlue } = drawn('sketch')
    const steps = editor.history.steps().length
    eraser.down(at(100, 120))
    eraser.move(at(200, 120))
    eraser.cancel()
    expect([isBlue(150, 120), editor.history.steps().length]).toEqual([true, steps])
  })
})
