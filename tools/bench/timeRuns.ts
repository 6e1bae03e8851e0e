/** What a run took, in seconds. */
export interface RunTime {
  readonly wall: number
  /** Of all threads: on a busy machine the one that can be compared. */
  readonly processor?: number
}

/** Times `count` runs after one that is not counted, which warms up. */
export async function timeRuns(
  run: () => Promise<unknown>,
  count: number,
  processorSeconds?: () => number,
): Promise<readonly RunTime[]> {
  await run()
  const times: RunTime[] = []
  for (let done = 0; done < count; done++) {
    const [wall, processor] = [performance.now(), processorSeconds?.()]
    await run()
    times.push({
      wall: (performance.now() - wall) / 1000,
      ...(processor !== undefined && { processor: processorSeconds!() - processor }),
    })
  }
  return times
}

/** What this process has had of the processor, in seconds. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** The middle of the runs' times. */
export function median(times: readonly RunTime[], of: 'wall' | 'processor'): number | undefined {
  const values = times.flatMap((time) => time[of] ?? []).toSorted((a, b) => a - b)
  return values[values.length >> 1]
}
