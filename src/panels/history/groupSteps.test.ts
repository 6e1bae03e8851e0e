import { expect, it } from 'vitest'
import type { StepSummary } from '../../state/history'
import { groupSteps } from './groupSteps'

const step = (name: StepSummary['name'], detail?: string): StepSummary => ({ name, detail })

it('equal steps in a row are one entry, and no others', () => {
  const steps = [
    step('history.open', 'cat'),
    step('history.maskPaint'),
    step('history.maskPaint'),
    step('history.maskPaint'),
    step('history.edited', 'make it night'),
    step('history.edited', 'make it snow'),
    step('history.maskPaint'),
  ]
  expect(groupSteps(steps)).toEqual([
    { name: 'history.open', detail: 'cat', first: 1, last: 1 },
    { name: 'history.maskPaint', detail: undefined, first: 2, last: 4 },
    { name: 'history.edited', detail: 'make it night', first: 5, last: 5 },
    { name: 'history.edited', detail: 'make it snow', first: 6, last: 6 },
    { name: 'history.maskPaint', detail: undefined, first: 7, last: 7 },
  ])
})
