import type { Action } from '../action'
import { open } from '../conditions'
import { goToPrompt } from '../focusing'
import { doing } from '../late'
import { runPlan } from '../runPlan'

export const editActions: readonly Action[] = [
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
]
