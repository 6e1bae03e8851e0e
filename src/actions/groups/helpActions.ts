import type { Action } from '../action'

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
