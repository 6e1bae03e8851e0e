// Figures of a technique, from the scores of its cases.
import type { ScoreKind, Scores } from './technique'

export const sides = ['without', 'with', 'diffusers'] as const
export type Side = (typeof sides)[number]

export interface Figure {
  readonly value: number
  /** Cases that it is of. */
  readonly count: number
}

/** What is kept of a measurement, one file a technique. */
export interface Result {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly note?: string
  /** Cases in all. */
  readonly count: number
  readonly command: string
  readonly scores: readonly {
    readonly label: string
    readonly as: ScoreKind['as']
    readonly aim?: string
    readonly figures: Partial<Record<Side, Figure>>
    /** With it, of those cases alone that diffusers has, where these are fewer. */
    readonly beside?: Figure
  }[]
}

/** One figure from the cases that have this score; none where no case has it. */
export function figureOf(as: ScoreKind['as'], all: readonly Scores[], name: string): Figure | undefined {
  const values = all.flatMap((scores) => scores[name] ?? [])
  if (values.length === 0) return undefined
  const sorted = values.toSorted((a, b) => a - b)
  const value =
    as === 'median dB'
      ? (sorted[sorted.length >> 1] as number)
      : values.reduce((sum, one) => sum + one, 0) / values.length
  return { value, count: values.length }
}
