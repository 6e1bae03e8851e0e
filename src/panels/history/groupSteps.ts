import type { StepSummary } from '../../state/history'

/** Steps of one kind, one after the other. */
export interface StepGroup extends StepSummary {
  /** Positions in the history of its first and last step; a step's position is how many steps are done with it. */
  readonly first: number
  readonly last: number
}

/** The steps, those that say the same together. */
export function groupSteps(steps: readonly StepSummary[]): readonly StepGroup[] {
  const groups: StepGroup[] = []
  steps.forEach(({ name, detail }, at) => {
    const last = groups.at(-1)
    const position = at + 1
    if (last?.name === name && last.detail === detail) groups[groups.length - 1] = { ...last, last: position }
    else groups.push({ name, detail, first: position, last: position })
  })
  return groups
}
