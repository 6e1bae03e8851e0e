// What a browser's processes take, as Linux counts it; elsewhere nothing is known.
import { readFile, readdir } from 'node:fs/promises'

interface BrowserProcess {
  readonly id: number
  readonly parent: number
  /** "renderer", "gpu-process", "browser" */
  readonly kind: string
  /** Resident now. */
  readonly bytes: number
  /** The most that was resident at a time. */
  readonly peakBytes: number
  /** Of all its threads, since it began. */
  readonly processorSeconds: number
}

/** Linux counts a process's time in hundredths of a second. */
const TICKS_PER_SECOND = 100

/** The browser's processes below `parent`. */
export async function browserProcesses(parent: number): Promise<readonly BrowserProcess[]> {
  const processes = await Promise.all((await readdir('/proc').catch(() => [])).map(readProcess))
  const known = new Map(processes.flatMap((found) => (found ? [[found.id, found]] : [])))
  const descends = (id: number): boolean => {
    const found = known.get(id)
    return found !== undefined && (found.parent === parent || descends(found.parent))
  }
  return [...known.values()].filter(({ id, kind }) => kind !== 'other' && descends(id))
}

/** Processor time of all of them together, in seconds; undefined where it is not known. */
export async function browserProcessorSeconds(parent: number): Promise<number | undefined> {
  const processes = await browserProcesses(parent)
  if (processes.length === 0) return undefined
  return processes.reduce((sum, { processorSeconds }) => sum + processorSeconds, 0)
}

async function readProcess(name: string): Promise<BrowserProcess | undefined> {
  if (!/^\d+$/.test(name)) return undefined
  try {
    const [status, stat, command] = await Promise.all(
      ['status', 'stat', 'cmdline'].map((file) => readFile(`/proc/${name}/${file}`, 'utf8')),
    )
    const field = (key: string) => Number(new RegExp(`^${key}:\\s*(\\d+)`, 'm').exec(status!)?.[1] ?? 0)
    // The fields behind the name, which may hold blanks; user and system time are the 12th and 13th of them.
    const times = stat!.slice(stat!.lastIndexOf(')') + 2).split(' ')
    return {
      id: Number(name),
      parent: field('PPid'),
      bytes: field('VmRSS') * 1024,
      peakBytes: field('VmHWM') * 1024,
      processorSeconds: (Number(times[11]) + Number(times[12])) / TICKS_PER_SECOND,
      kind: /chrom/i.test(command!) ? (/--type=([\w-]+)/.exec(command!)?.[1] ?? 'browser') : 'other',
    }
  } catch {
    // It has ended meanwhile.
    return undefined
  }
}
