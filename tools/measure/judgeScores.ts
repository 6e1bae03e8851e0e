// Numbers from what the judge sees.
import type { Judged, Judgement } from '../toyland/judge'

/** 1 where every one of these answers is given, else 0. */
export const isSeen = ({ answers }: Judged, wanted: Judgement): number =>
  Number(Object.entries(wanted).every(([attribute, answer]) => answers[attribute] === answer))

/** Mean probability that the judge gives to these answers. */
export function confidence({ probabilities }: Judged, wanted: Judgement): number {
  const values = Object.entries(wanted).map(
    ([attribute, answer]) => probabilities[attribute]?.[answer] ?? NaN,
  )
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

const shared = ['layout', 'background', 'style']
const thing = (slot: string) => ['kind', 'colour', 'hat'].map((what) => `${slot}_${what}`)
const ofLayout: Readonly<Record<string, readonly string[]>> = {
  face: ['face_colour', 'face_mood', 'face_glasses', 'face_hat'],
  one: thing('first'),
  two: [...thing('first'), ...thing('second')],
}

/** 1 where every answer that applies to the first picture, but for these, is the same in both, else 0. */
export function restKept(before: Judged, after: Judged, but: readonly string[]): number {
  const applies = [...shared, ...(ofLayout[before.answers['layout'] as string] ?? [])]
  return Number(
    applies
      .filter((attribute) => !but.includes(attribute))
      .every((attribute) => before.answers[attribute] === after.answers[attribute]),
  )
}
