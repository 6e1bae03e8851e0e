/** Bytes by what is counted. */
export type Reading = Readonly<Record<string, number>>

export interface Drift {
  readonly what: string
  /** Bytes, the median of a tenth of the readings at each end: single ones depend on when memory was collected. */
  readonly early: number
  readonly late: number
  readonly ratio: number
}

/** How memory at the end compares with that at the beginning; of fewer than two readings nothing can be said. */
export function drifts(readings: readonly Reading[]): Drift[] {
  if (readings.length < 2) return []
  const part = Math.max(1, Math.round(readings.length / 10))
  return Object.keys(readings[0]!).map((what) => {
    const median = (some: readonly Reading[]): number =>
      some.map((reading) => reading[what]!).toSorted((a, b) => a - b)[some.length >> 1]!
    const [early, late] = [median(readings.slice(0, part)), median(readings.slice(-part))]
    return { what, early, late, ratio: late / early }
  })
}
