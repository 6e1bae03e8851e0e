/** What a run took, in seconds. */
export interface RunTime {
  readonly wall: number
  /** Of all threads: on a busy machine the one that can be compared. */
  readonly processor?: number
}

/** Something that can be timed: runs it so many times and says what each took. */
export type Timed = (runs: number) => Promise<readonly RunTime[]>

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

/**
 * Times several things in turn, so that whatever else the machine does meets them alike.
 *
 * @returns of each a time for each round, the middle of its `runsEach`; every other round goes backwards
 */
export async function timeInTurn<Name extends string>(
  timed: Readonly<Record<Name, Timed>>,
  rounds: number,
  runsEach: number,
): Promise<Readonly<Record<Name, readonly RunTime[]>>> {
  const names = Object.keys(timed) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, [] as RunTime[]])) as Record<Name, RunTime[]>
  for (let round = 0; round < rounds; round++)
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const runs = await timed[name](runsEach)
      const processor = median(runs, 'processor')
      times[name].push({ wall: median(runs, 'wall')!, ...(processor !== undefined && { processor }) })
    }
  return times
}

/** What this process has had of the processor, in seconds. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

const middle = (values: readonly number[]): number | undefined =>
  values.toSorted((a, b) => a - b)[values.length >> 1]

/** The middle of the runs' times. */
export const median = (times: readonly RunTime[], of: 'wall' | 'processor'): number | undefined =>
  middle(times.flatMap((time) => time[of] ?? []))

/** The middle of the ratios of pairs of times, each pair of one round. */
export const ratioOfPairs = (
  times: readonly RunTime[],
  others: readonly RunTime[],
  of: 'wall' | 'processor',
): number | undefined =>
  middle(
    times.flatMap((time, at) => {
      const [mine, other] = [time[of], others[at]?.[of]]
      return mine === undefined || other === undefined ? [] : [mine / other]
    }),
  )
