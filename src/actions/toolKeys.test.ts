// What Shift, Alt and Ctrl do with the tools, as in other editors.
import { describe, expect, it } from 'vitest'
import type { Editor } from '../engine/editor'
import { composeMask, composePicture } from '../canvas/composePicture'
import type { Point } from '../canvas/kernels/fillPolygon'
import { createTools } from '../canvas/tools/registry'
import type { Tool, ToolContext } from '../canvas/tools/tool'
import { changeTools } from '../state/settings'
import { headlessEditor } from './fixtures/headlessEditor'

interface Keys {
  readonly shift?: boolean
  readonly alt?: boolean
  readonly ctrl?: boolean
}

function drag(tool: Tool, points: readonly Point[], keys: Keys = {}): void {
  const held = { shift: false, alt: false, ctrl: false, coarse: false, ...keys }
  const at = ({ x, y }: Point) => ({ x, y, pressure: 1, ...held, path: [{ x, y, pressure: 1 }] })
  tool.down(at(points[0]!))
  for (const point of points.slice(1)) tool.move(at(point))
  tool.up(at(points.at(-1)!))
}

const covered = (editor: Editor, { x, y }: Point) =>
  (composeMask(editor.document.getState(), editor.bitmaps)?.data[y * 300 + x] ?? 0) > 127
const colourAt = (editor: Editor, { x, y }: Point) => [
  ...composePicture(editor.document.getState(), editor.bitmaps).data.subarray(
    (y * 300 + x) * 4,
    (y * 300 + x) * 4 + 3,
  ),
]
const between = { x: 150, y: 100 }

describe('a press with Shift', () => {
  it.each(['mask-brush', 'sketch-pen'] as const)(
    'draws a straight line from where the last one ended: %s',
    (id) => {
      const editor: Editor & ToolContext = headlessEditor()
      changeTools(editor.settings, { brushSize: 10, penSize: 10, colour: '#102030' })
      const tool = createTools[id](editor)
      const isDrawn = () =>
        id === 'mask-brush' ? covered(editor, between) : String(colourAt(editor, between)) === '16,32,48'
      drag(tool, [{ x: 50, y: 50 }])
      drag(tool, [{ x: 250, y: 150 }])
      expect(isDrawn()).toBe(false)
      drag(tool, [{ x: 50, y: 50 }], { shift: true })
      expect(isDrawn()).toBe(true)
      // One step each.
      expect(editor.history.store.getState().position).toBe(3)
      editor.history.undo()
      expect(isDrawn()).toBe(false)
    },
  )

  it('is a press where what was drawn before is gone', () => {
    const editor: Editor & ToolContext = headlessEditor()
    const tool = createTools['mask-brush'](editor)
    drag(tool, [{ x: 50, y: 50 }])
    drag(tool, [{ x: 250, y: 150 }])
    editor.history.goTo(0)
    drag(tool, [{ x: 50, y: 50 }], { shift: true })
    expect([covered(editor, { x: 50, y: 50 }), covered(editor, between)]).toEqual([true, false])
  })

  it('is a press where nothing was drawn before', () => {
    const editor: Editor & ToolContext = headlessEditor()
    drag(createTools['mask-brush'](editor), [between], { shift: true })
    expect(covered(editor, between)).toBe(true)
    expect(covered(editor, { x: 10, y: 10 })).toBe(false)
  })
})

describe('the lasso', () => {
  const square = (left: number, top: number): Point[] => [
    { x: left, y: top },
    { x: left + 100, y: top },
    { x: left + 100, y: top + 100 },
    { x: left, y: top + 100 },
  ]
  const places = [
    { x: 70, y: 70 },
    { x: 130, y: 130 },
    { x: 190, y: 190 },
  ]
  it.each([
    [{}, [true, true, true]],
    [{ shift: true }, [true, true, true]],
    [{ alt: true }, [true, false, false]],
    [{ shift: true, alt: true }, [false, true, false]],
  ] as const)('joins a second outline as the keys %o say', (keys, expected) => {
    const editor: Editor & ToolContext = headlessEditor()
    const tool = createTools['mask-lasso'](editor)
    drag(tool, square(50, 50))
    drag(tool, square(110, 110), keys)
    expect(places.map((place) => covered(editor, place))).toEqual(expected)
  })
})

it('the pen with Ctrl takes a colour and draws nothing', () => {
  const editor: Editor & ToolContext = headlessEditor()
  const [red, green, blue] = colourAt(editor, between)
  drag(createTools['sketch-pen'](editor), [between], { ctrl: true })
  const hex = [red, green, blue].map((value) => value!.toString(16).padStart(2, '0')).join('')
  expect(editor.settings.getState().tools.colour).toBe(`#${hex}`)
  expect(editor.history.store.getState().position).toBe(0)
})
