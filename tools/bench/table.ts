// The table that `npm run bench` prints: what was measured, beside what it is compared with.
import { median, ratioOfPairs, type RunTime } from './timeRuns'

export interface Row {
  readonly what: string
  readonly ours: string
  readonly theirs: string
  readonly ratio: string
  /** At most, where it is one number. */
  readonly aim: string
}

/** "12.3 ms" */
export const milliseconds = (seconds: number | undefined): string =>
  seconds === undefined ? '' : `${(seconds * 1000).toPrecision(3)} ms`

/** A figure that is compared with nothing. */
export const single = (what: string, ours: string, aim = ''): Row => ({
  what,
  ours,
  theirs: '',
  ratio: '',
  aim,
})

/**
 * The wall time and the processor's, as far as known.
 * @param theirs of the same rounds as `ours`: the ratio is the middle of the pairs'
 */
export function compared(
  what: string,
  aim: string,
  ours: readonly RunTime[],
  theirs?: readonly RunTime[],
): readonly Row[] {
  return (['wall', 'processor'] as const).flatMap((of) => {
    const mine = median(ours, of)
    if (mine === undefined) return []
    const [other, ratio] = theirs ? [median(theirs, of), ratioOfPairs(ours, theirs, of)] : []
    return {
      what: `${what}, ${of} time`,
      ours: milliseconds(mine),
      theirs: milliseconds(other),
      ratio: ratio?.toFixed(2) ?? '',
      aim,
    }
  })
}

/** Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const header: Row = { what: 'middle of', ours: 'ours', theirs: 'theirs', ratio: 'ratio', aim: 'aim' }
  const rule: Row = { what: '---', ours: '---', theirs: '---', ratio: '---', aim: '---' }
  return [header, rule, ...rows]
    .map(({ what, ours, theirs, ratio, aim }) => `| ${[what, ours, theirs, ratio, aim].join(' | ')} |`)
    .join('\n')
}
