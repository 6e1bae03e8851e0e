// What runs took on a device, network by network: what later ones are foretold from.

/** As many runs of a network as are remembered. */
const most = 9
/** As many loads of weights of a size tell of the next one. */
const lastLoads = 3

/** A network of another kind tells nothing of one that has more than this many times its work, or fewer. */
const MOST_TIMES = 20

export class MeasuredRuns {
  private readonly runs = new Map<string, readonly number[]>()
  private readonly works = new Map<string, number>()
  private readonly loads: { readonly seconds: number; readonly bytes: number }[] = []

  /** @param work multiplications of a run */
  noteWork(key: string, work: number): void {
    this.works.set(key, work)
  }

  note(key: string, seconds: number): void {
    this.runs.set(key, [...(this.runs.get(key) ?? []), seconds].slice(-most))
  }

  /** @param seconds from the building of its graph on */
  noteLoad(seconds: number, bytes: number): void {
    this.loads.push({ seconds, bytes })
  }

  /** Seconds of a run: the middle of the last ones, since the first also gets memory, and on a graphics card compiles. */
  typical(key: string): number | undefined {
    const runs = this.runs.get(key)
    return runs && middleOf(runs)
  }

  /**
   * Seconds of a run that was not measured, by the most similar one in proportion to the work: of the same owner's same network at
   * another size, or else of any that is not far smaller or larger, of another owner's such network before others. Undefined where none
   * was measured: how long a small text encoder takes says nothing of a UNet.
   * @returns `times` that the work of the one is the other's, 1 or more, and as many `runs` of the other as are remembered
   */
  likely(
    key: string,
    work: number,
  ): { readonly seconds: number; readonly times: number; readonly runs: number } | undefined {
    const others = [...this.works].flatMap(([other, theirs]) => {
      const seconds = this.typical(other)
      return seconds === undefined ? [] : [{ other, theirs, seconds }]
    })
    const timesOf = ({ theirs }: { readonly theirs: number }) => Math.exp(Math.abs(Math.log(theirs / work)))
    const alike = others.filter(({ other }) => kindOf(other) === kindOf(key))
    const near = others.filter((one) => timesOf(one) <= MOST_TIMES)
    const named = near.filter(({ other }) => nameOf(other) === nameOf(key))
    const [nearest] = ([alike, named].find((some) => some.length > 0) ?? near).toSorted(
      (a, b) => timesOf(a) - timesOf(b),
    )
    return (
      nearest && {
        seconds: (nearest.seconds * work) / nearest.theirs,
        times: timesOf(nearest),
        runs: this.runs.get(nearest.other)!.length,
      }
    )
  }

  /**
   * Seconds that loading weights of so many bytes takes; undefined where none were loaded. The last ones of about that size tell it, since
   * the first are slower: the program's own code is compiled then.
   */
  loading(bytes: number): number | undefined {
    if (this.loads.length === 0) return undefined
    const alike = this.loads.filter((load) => Math.abs(Math.log2(load.bytes / bytes)) <= 1)
    if (alike.length > 0) return middleOf(alike.slice(-lastLoads).map(({ seconds }) => seconds))
    const sum = (of: 'seconds' | 'bytes') => this.loads.reduce((all, load) => all + load[of], 0)
    // Small networks take as long as their nodes, large ones as long as their bytes.
    const least = Math.min(...this.loads.map(({ seconds }) => seconds))
    const perByte = Math.max(0, sum('seconds') - least * this.loads.length) / sum('bytes')
    return least + perByte * bytes
  }
}

const middleOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[(values.length - 1) >> 1]!

/** "1 unet" of "1 unet {...}": owner and name of a network, whatever its size. */
const kindOf = (key: string): string => key.split(' ').slice(0, 2).join(' ')

/** "unet" of it. */
const nameOf = (key: string): string | undefined => key.split(' ')[1]
