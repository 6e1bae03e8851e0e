import type { Action } from '../action'
import { doing } from '../late'

export const helpActions: readonly Action[] = [
  {
    id: 'help.palette',
    label: 'action.palette',
    group: 'help',
    keys: ['Mod+K'],
    run: ({ view }) =>
      view.setState(({ dialog }) => ({ dialog: dialog === 'palette' ? undefined : 'palette' })),
  },
  {
    id: 'help.tour',
    label: 'action.tour',
    group: 'help',
    begins: true,
    run: doing(({ startTour }, editor) => startTour(editor)),
  },
  {
    id: 'help.about',
    label: 'action.about',
    group: 'help',
    run: ({ view }) => view.setState({ dialog: 'about' }),
  },
  {
    id: 'help.world',
    label: 'action.world',
    group: 'help',
    run: ({ view }) => view.setState({ dialog: 'world' }),
  },
  {
    id: 'help.shortcuts',
    label: 'action.shortcuts',
    group: 'help',
    keys: ['?'],
    run: ({ view }) => view.setState({ dialog: 'shortcuts' }),
  },
]
