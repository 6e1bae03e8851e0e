import { describe, expect, it } from 'vitest'
import { headlessEditor } from '../../../actions/fixtures/headlessEditor'
import { composePicture } from '../../composePicture'
import type { ToolPointer } from '../tool'
import { createSketchPen } from './sketchPen'

describe('the sketch pen', () => {
  const at = (x: number, y: number): ToolPointer =>
    ({
      x,
      y,
      pressure: 1,
      path: [{ x, y, pressure: 1 }],
      shift: false,
      alt: false,
      ctrl: false,
    }) as unknown as ToolPointer

  it('draws everywhere on the canvas, wherever its layer was moved', () => {
    const editor = headlessEditor()
    const pen = createSketchPen(editor)
    const line = (x: number) => {
      pen.down(at(x, 100))
      pen.move(at(x, 120))
      pen.up(at(x, 150))
    }
    const colour = (x: number) => {
      const { data, width } = composePicture(editor.document.getState(), editor.bitmaps)
      return [...data.subarray((125 * width + x) * 4, (125 * width + x) * 4 + 3)]
    }
    line(150)
    const drawn = colour(150)
    const { layers } = editor.document.getState()
    // To the right by 80, and down by 10.
    editor.document.setState({
      layers: layers.map((layer) => (layer.kind === 'sketch' ? { ...layer, x: 80, y: 10 } : layer)),
    })
    expect(colour(230)).toEqual(drawn)
    expect(colour(20)).not.toEqual(drawn)
    line(20)
    expect([colour(20), colour(230)]).toEqual([drawn, drawn])
    // The canvas was extended.
    editor.document.setState({ width: 400 })
    line(380)
    expect([colour(380), colour(20), colour(230)]).toEqual([drawn, drawn, drawn])
  })
})
