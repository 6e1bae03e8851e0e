import type { Action } from '../action'
import { open } from '../conditions'
import { doing } from '../late'

const directions = {
  Left: { x: -1, y: 0 },
  Right: { x: 1, y: 0 },
  Up: { x: 0, y: -1 },
  Down: { x: 0, y: 1 },
} as const

export const viewActions: readonly Action[] = [
  {
    id: 'view.in',
    label: 'action.zoomIn',
    group: 'view',
    begins: true,
    keys: ['+', '=', 'Mod+='],
    repeats: true,
    enabled: open,
    run: doing(({ zoomBy }, editor) => zoomBy(editor, 1.25)),
  },
  {
    id: 'view.out',
    label: 'action.zoomOut',
    group: 'view',
    keys: ['-', 'Mod+-'],
    repeats: true,
    enabled: open,
    run: doing(({ zoomBy }, editor) => zoomBy(editor, 0.8)),
  },
  {
    id: 'view.fit',
    label: 'action.zoomFit',
    group: 'view',
    keys: ['0', 'Mod+0'],
    enabled: open,
    run: doing(({ zoomToFit }, editor) => zoomToFit(editor)),
  },
  {
    id: 'view.actual',
    label: 'action.zoomActual',
    group: 'view',
    keys: ['1', 'Mod+1'],
    enabled: open,
    run: doing(({ zoomToActualSize }, editor) => zoomToActualSize(editor)),
  },
  ...(['Left', 'Right', 'Up', 'Down'] as const).flatMap((side): Action[] => [
    {
      id: `view.nudge${side}`,
      label: `action.nudge${side}`,
      group: 'view',
      ...(side === 'Left' && { begins: true as const }),
      keys: [`Arrow${side}`],
      repeats: true,
      enabled: open,
      run: doing(({ nudge }, editor) => nudge(editor, directions[side], 1)),
    },
    {
      id: `view.nudgeFar${side}`,
      label: `action.nudge${side}`,
      group: 'view',
      keys: [`Shift+Arrow${side}`],
      repeats: true,
      listed: false,
      enabled: open,
      run: doing(({ nudge }, editor) => nudge(editor, directions[side], 10)),
    },
  ]),
  {
    id: 'view.theme',
    label: 'action.theme',
    group: 'view',
    begins: true,
    run: ({ settings }) => settings.setState(({ theme }) => ({ theme: theme === 'dark' ? 'light' : 'dark' })),
  },
]
