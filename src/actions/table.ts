// Every action, in the order in which menus and the palette list them.
import type { Editor } from '../app/editor'
import type { ToolId } from '../canvas/tools/registry'
import { hasMask } from '../canvas/composePicture'
import { isOpen } from '../state/document'
import { changeTools } from '../state/settings'
import type { TextKey } from '../strings/text'
import type { Action } from './action'
import { applyCrop } from './cropping'
import { copyToClipboard } from './exporting'
import { addEmptyLayer, deleteLayer, duplicateLayer, mergeDown, mergeTarget, raiseLayer } from './layering'
import { clearSelection, featherSelection, growSelection, invertSelection, selectAll } from './masking'
import { nudge } from './nudging'
import { openFromDisk, pasteAsLayer } from './opening'
import { saveAsPsd, saveProject } from './projects'
import { runEdit, runPlan } from './running'
import {
  acceptCandidate,
  discardAllCandidates,
  discardCandidate,
  shownCandidate,
  stepCandidate,
  tryAgain,
  useAsInput,
} from './staging'
import { zoomBy, zoomToActualSize, zoomToFit } from './zooming'

const open = ({ document }: Editor) => isOpen(document.getState())
const masked = ({ document, bitmaps }: Editor) => hasMask(document.getState(), bitmaps)
const staged = (editor: Editor) => shownCandidate(editor) !== undefined
const active = ({ document }: Editor) => document.getState().activeLayer
const onActive = (act: (editor: Editor, id: string) => void) => (editor: Editor) => {
  const id = active(editor)
  if (id !== undefined) act(editor, id)
}
const hasActive = (editor: Editor) => active(editor) !== undefined
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

const directions = {
  Left: { x: -1, y: 0 },
  Right: { x: 1, y: 0 },
  Up: { x: 0, y: -1 },
  Down: { x: 0, y: 1 },
} as const

const tool = (id: ToolId, label: TextKey, ...keys: string[]): Action => ({
  id: `tool.${id}`,
  label,
  group: 'tool',
  keys,
  enabled: open,
  run: ({ view }) => view.setState({ tool: id, crop: undefined }),
})

export const actions: readonly Action[] = [
  {
    id: 'file.open',
    label: 'action.open',
    group: 'file',
    keys: ['Mod+O'],
    run: (editor) => void openFromDisk(editor),
  },
  {
    id: 'file.export',
    label: 'action.export',
    group: 'file',
    keys: ['Mod+S', 'Mod+E'],
    enabled: open,
    run: ({ view }) => view.setState({ dialog: 'export' }),
  },
  {
    id: 'file.saveProject',
    label: 'action.saveProject',
    group: 'file',
    keys: ['Mod+Shift+S'],
    enabled: open,
    run: (editor) => void saveProject(editor),
  },
  {
    id: 'file.exportPsd',
    label: 'action.exportPsd',
    group: 'file',
    enabled: open,
    run: (editor) => void saveAsPsd(editor),
  },
  {
    id: 'file.copy',
    label: 'action.copy',
    group: 'file',
    keys: ['Mod+C'],
    enabled: open,
    run: (editor) => void copyToClipboard(editor),
  },
  {
    id: 'file.paste',
    label: 'action.paste',
    group: 'file',
    run: (editor) => void pasteAsLayer(editor),
  },
  {
    id: 'file.checkpoint',
    label: 'action.checkpoint',
    group: 'file',
    run: ({ view }) => view.setState({ dialog: 'checkpoint' }),
  },
  {
    id: 'file.settings',
    label: 'action.settings',
    group: 'file',
    keys: ['Mod+,'],
    run: ({ view }) => view.setState({ dialog: 'settings' }),
  },

  {
    id: 'edit.undo',
    label: 'action.undo',
    group: 'edit',
    keys: ['Mod+Z'],
    repeats: true,
    enabled: ({ history }) => history.store.getState().position > 0,
    run: ({ history }) => history.undo(),
  },
  {
    id: 'edit.redo',
    label: 'action.redo',
    group: 'edit',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    repeats: true,
    enabled: ({ history }) => history.store.getState().position < history.store.getState().steps.length,
    run: ({ history }) => history.redo(),
  },
  {
    id: 'edit.run',
    label: 'action.run',
    group: 'edit',
    keys: ['Mod+Enter'],
    enabled: (editor) => runPlan(editor).obstacle === undefined,
    run: runEdit,
  },
  {
    id: 'edit.cancel',
    label: 'action.cancel',
    group: 'edit',
    keys: ['Mod+.'],
    enabled: ({ jobs }) => jobs.getState().jobs.length > 0,
    run: ({ engine }) => engine.cancelAll(),
  },

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
    run: applyCrop,
  },
  {
    id: 'tool.cancelCrop',
    label: 'action.cancelCrop',
    group: 'tool',
    keys: ['Escape'],
    enabled: ({ view }) => view.getState().crop !== undefined,
    run: ({ view }) => view.setState({ crop: undefined }),
  },

  { id: 'mask.all', label: 'action.maskAll', group: 'mask', keys: ['Mod+A'], enabled: open, run: selectAll },
  {
    id: 'mask.clear',
    label: 'action.maskClear',
    group: 'mask',
    keys: ['Mod+D'],
    enabled: masked,
    run: clearSelection,
  },
  {
    id: 'mask.invert',
    label: 'action.maskInvert',
    group: 'mask',
    keys: ['Mod+Shift+I'],
    enabled: open,
    run: invertSelection,
  },
  {
    id: 'mask.grow',
    label: 'action.maskGrow',
    group: 'mask',
    keys: ['Shift+]'],
    enabled: masked,
    run: (editor) => growSelection(editor, 1),
  },
  {
    id: 'mask.shrink',
    label: 'action.maskShrink',
    group: 'mask',
    keys: ['Shift+['],
    enabled: masked,
    run: (editor) => growSelection(editor, -1),
  },
  { id: 'mask.feather', label: 'action.maskFeather', group: 'mask', enabled: masked, run: featherSelection },
  {
    id: 'mask.show',
    label: 'action.maskShow',
    group: 'mask',
    keys: ['Q'],
    enabled: open,
    run: ({ view }) => view.setState(({ showMasks }) => ({ showMasks: !showMasks })),
  },

  {
    id: 'layer.sketch',
    label: 'action.addSketch',
    group: 'layer',
    enabled: open,
    run: (editor) => addEmptyLayer(editor, 'sketch'),
  },
  {
    id: 'layer.mask',
    label: 'action.addMask',
    group: 'layer',
    enabled: open,
    run: (editor) => addEmptyLayer(editor, 'mask'),
  },
  {
    id: 'layer.duplicate',
    label: 'action.duplicateLayer',
    group: 'layer',
    keys: ['Mod+J'],
    enabled: hasActive,
    run: onActive(duplicateLayer),
  },
  {
    id: 'layer.merge',
    label: 'action.mergeLayer',
    group: 'layer',
    enabled: (editor) => mergeTarget(editor.document.getState(), active(editor) ?? '') !== undefined,
    run: onActive(mergeDown),
  },
  {
    id: 'layer.raise',
    label: 'action.raiseLayer',
    group: 'layer',
    keys: ['Mod+]'],
    enabled: hasActive,
    run: onActive((editor, id) => raiseLayer(editor, id, 1)),
  },
  {
    id: 'layer.lower',
    label: 'action.lowerLayer',
    group: 'layer',
    keys: ['Mod+['],
    enabled: hasActive,
    run: onActive((editor, id) => raiseLayer(editor, id, -1)),
  },
  {
    id: 'layer.delete',
    label: 'action.deleteLayer',
    group: 'layer',
    keys: ['Delete'],
    enabled: (editor) => hasActive(editor) && !staged(editor),
    run: onActive(deleteLayer),
  },

  {
    id: 'result.accept',
    label: 'action.accept',
    group: 'result',
    keys: ['Enter'],
    enabled: staged,
    run: acceptCandidate,
  },
  {
    id: 'result.discard',
    label: 'action.discard',
    group: 'result',
    keys: ['Delete', 'Backspace'],
    enabled: staged,
    run: discardCandidate,
  },
  {
    id: 'result.discardAll',
    label: 'action.discardAll',
    group: 'result',
    enabled: ({ document }) => document.getState().candidates.length > 0,
    run: discardAllCandidates,
  },
  {
    id: 'result.again',
    label: 'action.again',
    group: 'result',
    keys: ['Mod+Shift+Enter'],
    enabled: staged,
    run: tryAgain,
  },
  { id: 'result.input', label: 'action.useAsInput', group: 'result', enabled: staged, run: useAsInput },
  {
    id: 'result.next',
    label: 'action.nextResult',
    group: 'result',
    keys: ['.'],
    enabled: ({ document }) => document.getState().candidates.length > 0,
    run: (editor) => stepCandidate(editor, 1),
  },
  {
    id: 'result.previous',
    label: 'action.previousResult',
    group: 'result',
    keys: [','],
    enabled: ({ document }) => document.getState().candidates.length > 0,
    run: (editor) => stepCandidate(editor, -1),
  },
  {
    id: 'result.split',
    label: 'action.compareSplit',
    group: 'result',
    keys: ['S'],
    enabled: staged,
    run: ({ view }) =>
      view.setState(({ compare }) => ({ compare: compare === 'split' ? 'result' : 'split' })),
  },

  {
    id: 'view.in',
    label: 'action.zoomIn',
    group: 'view',
    keys: ['+', '=', 'Mod+='],
    repeats: true,
    enabled: open,
    run: (editor) => zoomBy(editor, 1.25),
  },
  {
    id: 'view.out',
    label: 'action.zoomOut',
    group: 'view',
    keys: ['-', 'Mod+-'],
    repeats: true,
    enabled: open,
    run: (editor) => zoomBy(editor, 0.8),
  },
  {
    id: 'view.fit',
    label: 'action.zoomFit',
    group: 'view',
    keys: ['0', 'Mod+0'],
    enabled: open,
    run: zoomToFit,
  },
  {
    id: 'view.actual',
    label: 'action.zoomActual',
    group: 'view',
    keys: ['1', 'Mod+1'],
    enabled: open,
    run: zoomToActualSize,
  },
  ...(['Left', 'Right', 'Up', 'Down'] as const).flatMap((side): Action[] => [
    {
      id: `view.nudge${side}`,
      label: `action.nudge${side}`,
      group: 'view',
      keys: [`Arrow${side}`],
      repeats: true,
      enabled: open,
      run: (editor) => nudge(editor, directions[side], 1),
    },
    {
      id: `view.nudgeFar${side}`,
      label: `action.nudge${side}`,
      group: 'view',
      keys: [`Shift+Arrow${side}`],
      repeats: true,
      listed: false,
      enabled: open,
      run: (editor) => nudge(editor, directions[side], 10),
    },
  ]),
  {
    id: 'view.theme',
    label: 'action.theme',
    group: 'view',
    run: ({ settings }) => settings.setState(({ theme }) => ({ theme: theme === 'dark' ? 'light' : 'dark' })),
  },

  {
    id: 'help.palette',
    label: 'action.palette',
    group: 'help',
    keys: ['Mod+K'],
    run: ({ view }) =>
      view.setState(({ dialog }) => ({ dialog: dialog === 'palette' ? undefined : 'palette' })),
  },
  {
    id: 'help.shortcuts',
    label: 'action.shortcuts',
    group: 'help',
    keys: ['?'],
    run: ({ view }) => view.setState({ dialog: 'shortcuts' }),
  },
]

const byId = new Map(actions.map((action) => [action.id, action]))

/** @throws RangeError for an id that is not in the table. */
export function actionOf(id: string): Action {
  const action = byId.get(id)
  if (!action) throw new RangeError(`There is no action "${id}".`)
  return action
}

export const isEnabled = (action: Action, editor: Editor): boolean => action.enabled?.(editor) ?? true
