// Time left, from the steps so far.

/**
 * Estimates the seconds left after each step. The first step is left out of the average: it compiles shaders and loads
 * weights.
 */
export function createEstimate(now: () => number = () => performance.now()) {
  const times: number[] = [now()]
  return {
    /** Call after each step. */
    stepDone(): void {
      times.push(now())
    },
    /** Seconds until `steps` are done; undefined before the second step is. */
    secondsLeft(steps: number): number | undefined {
      const done = times.length - 1
      if (done < 2) return undefined
      const perStep = ((times[done] as number) - (times[1] as number)) / (done - 1) / 1000
      return perStep * (steps - done)
    },
  }
}
