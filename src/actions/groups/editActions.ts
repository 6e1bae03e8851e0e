import type { Action } from '../action'
import { open } from '../conditions'
import { goToPrompt } from '../focusing'
import { doing } from '../late'
import { panelStepToRedo, panelStepToUndo, redoStep, undoStep } from '../panelSteps'
import { runPlan } from '../runPlan'

export const editActions: readonly Action[] = [
  {
    id: 'edit.undo',
    label: 'action.undo',
    group: 'edit',
    keys: ['Mod+Z'],
    repeats: true,
    enabled: (editor) =>
      panelStepToUndo(editor) !== undefined || editor.history.store.getState().position > 0,
    run: (editor) => {
      const step = panelStepToUndo(editor)
      if (step) undoStep(editor, step)
      else editor.history.undo()
    },
  },
  {
    id: 'edit.redo',
    label: 'action.redo',
    group: 'edit',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    repeats: true,
    enabled: (editor) => {
      const { position, steps } = editor.history.store.getState()
      return panelStepToRedo(editor) !== undefined || position < steps.length
    },
    run: (editor) => {
      const step = panelStepToRedo(editor)
      if (step) redoStep(editor, step)
      else editor.history.redo()
    },
  },
  {
    id: 'edit.run',
    label: 'action.run',
    group: 'edit',
    begins: true,
    keys: ['Mod+Enter'],
    enabled: (editor) => runPlan(editor).obstacle === undefined,
    run: doing(({ runEdit }, editor) => runEdit(editor)),
  },
  {
    id: 'edit.live',
    label: 'action.live',
    group: 'edit',
    keys: ['Shift+L'],
    enabled: open,
    run: doing(({ toggleLive }, editor) => toggleLive(editor)),
  },
  {
    id: 'edit.grid',
    label: 'action.grid',
    group: 'edit',
    run: ({ view }) => view.setState({ dialog: 'grid' }),
  },
  {
    id: 'edit.cancel',
    label: 'action.cancel',
    group: 'edit',
    keys: ['Mod+.'],
    enabled: ({ jobs }) => jobs.getState().jobs.length > 0 || jobs.getState().series !== undefined,
    run: doing(({ cancelEverything }, editor) => cancelEverything(editor)),
  },
  {
    id: 'edit.prompt',
    label: 'action.prompt',
    group: 'edit',
    begins: true,
    keys: ['/'],
    run: (editor) => goToPrompt(editor),
  },
  {
    id: 'edit.addGuide',
    label: 'action.addGuide',
    group: 'edit',
    run: ({ view }) => view.setState({ dialog: 'guides' }),
  },
  ...(['left', 'right', 'across', 'down'] as const).map((turn): Action => ({
    id: `edit.turn.${turn}`,
    label: `action.turn.${turn}`,
    group: 'edit',
    ...(turn === 'left' && { begins: true as const }),
    enabled: open,
    run: doing(({ turnPicture }, editor) => turnPicture(editor, turn)),
  })),
  {
    id: 'edit.size',
    label: 'action.resize',
    group: 'edit',
    enabled: open,
    run: ({ view }) => view.setState({ dialog: 'size' }),
  },
]
