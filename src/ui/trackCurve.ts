// A slider's track whose useful part fills most of it.

/** Where on the track, as a share of it, the usual value is to lie. */
const usualAt = 0.4

interface Range {
  readonly min: number
  readonly max: number
  readonly step: number
}

/** From a value to its place on the track, 0 to 1, and back to a value in whole steps. */
export interface TrackCurve {
  readonly place: (value: number) => number
  readonly value: (place: number) => number
}

/**
 * The curve of a track; undefined where a straight one serves, as the usual value is not squeezed into its first quarter.
 * @param usual what most people set
 */
export function trackCurve({ min, max, step }: Range, usual: number): TrackCurve | undefined {
  const share = (usual - min) / (max - min)
  if (!(share > 0 && share < 0.25)) return undefined
  // usualAt ** bend = share
  const bend = Math.log(share) / Math.log(usualAt)
  return {
    place: (value) => ((Math.min(Math.max(value, min), max) - min) / (max - min)) ** (1 / bend),
    value: (place) => {
      const steps = Math.round(((max - min) * Math.min(Math.max(place, 0), 1) ** bend) / step)
      return Math.min(max, tidy(min + steps * step))
    },
  }
}

/** Without what binary fractions add: 0.30000000000000004. */
const tidy = (value: number) => Number(value.toPrecision(12))
