import type { Editor } from '../../engine/editor'
import type { ToolId } from '../../state/toolId'
import { changeTools } from '../../state/settings'
import type { TextKey } from '../../strings/text'
import type { Action } from '../action'
import { open } from '../conditions'
import { doing, holds } from '../late'

const transforming = holds(({ isTransforming }, editor) => isTransforming(editor))

const activePaints = ({ view }: Editor) => view.getState().tool === 'sketch-pen'

/** Brush sizes grow by a share of themselves, and by at least a pixel. */
function resizeBrush(editor: Editor, direction: 1 | -1): void {
  const { brushSize, penSize } = editor.settings.getState().tools
  const next = (size: number) => {
    const step = Math.max(1, Math.round(size * 0.15))
    return Math.min(512, Math.max(1, size + direction * step))
  }
  changeTools(
    editor.settings,
    activePaints(editor) ? { penSize: next(penSize) } : { brushSize: next(brushSize) },
  )
}

const tool = (id: ToolId, label: TextKey, ...keys: string[]): Action => ({
  id: `tool.${id}`,
  label,
  group: 'tool',
  keys,
  enabled: open,
  run: ({ view }) =>
    view.setState({ tool: id, crop: undefined, cropAspect: undefined, transform: undefined }),
})

export const toolActions: readonly Action[] = [
  tool('hand', 'tool.hand', 'H'),
  tool('move', 'tool.move', 'V'),
  tool('mask-brush', 'tool.mask-brush', 'B'),
  tool('mask-eraser', 'tool.mask-eraser', 'E'),
  tool('mask-rectangle', 'tool.mask-rectangle', 'R'),
  tool('mask-ellipse', 'tool.mask-ellipse', 'O'),
  tool('mask-lasso', 'tool.mask-lasso', 'L'),
  tool('mask-wand', 'tool.mask-wand', 'W'),
  tool('sketch-pen', 'tool.sketch-pen', 'P'),
  tool('colour-picker', 'tool.colour-picker', 'I'),
  tool('crop', 'tool.crop', 'C'),
  {
    id: 'tool.smaller',
    label: 'action.smaller',
    group: 'tool',
    keys: ['['],
    repeats: true,
    run: (editor) => resizeBrush(editor, -1),
  },
  {
    id: 'tool.larger',
    label: 'action.larger',
    group: 'tool',
    keys: [']'],
    repeats: true,
    run: (editor) => resizeBrush(editor, 1),
  },
  {
    id: 'tool.applyCrop',
    label: 'action.applyCrop',
    group: 'tool',
    keys: ['Enter'],
    enabled: ({ view }) => view.getState().crop !== undefined,
    run: doing(({ applyCrop }, editor) => applyCrop(editor)),
  },
  {
    id: 'tool.cancelCrop',
    label: 'action.cancelCrop',
    group: 'tool',
    keys: ['Escape'],
    enabled: ({ view }) => view.getState().crop !== undefined,
    run: ({ view }) => view.setState({ crop: undefined, cropAspect: undefined }),
  },
  {
    id: 'tool.applyTransform',
    label: 'action.applyTransform',
    group: 'tool',
    keys: ['Enter'],
    enabled: transforming,
    run: doing(({ endTransform }, editor) => endTransform(editor)),
  },
  {
    id: 'tool.cancelTransform',
    label: 'action.cancelTransform',
    group: 'tool',
    keys: ['Escape'],
    enabled: transforming,
    run: doing(({ undoTransform }, editor) => undoTransform(editor)),
  },
]
