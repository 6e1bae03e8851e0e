// Memory of a browser's processes, as Linux counts it; elsewhere nothing is known.
import { readFile, readdir } from 'node:fs/promises'

interface ProcessMemory {
  /** "renderer", "gpu-process", "browser" */
  readonly kind: string
  /** The most that was resident at a time. */
  readonly peakBytes: number
}

/** The processes below `parent`, those of one kind joined to the largest. */
export async function memoryOfDescendants(parent: number): Promise<readonly ProcessMemory[]> {
  const processes = await Promise.all((await readdir('/proc').catch(() => [])).map(readProcess))
  const known = new Map(processes.flatMap((process) => (process ? [[process.id, process]] : [])))
  const descends = (id: number): boolean => {
    const process = known.get(id)
    return process !== undefined && (process.parent === parent || descends(process.parent))
  }
  const peaks = new Map<string, number>()
  for (const { id, kind, peakBytes } of known.values())
    if (descends(id) && kind !== undefined) peaks.set(kind, Math.max(peakBytes, peaks.get(kind) ?? 0))
  return [...peaks].map(([kind, peakBytes]) => ({ kind, peakBytes }))
}

async function readProcess(name: string) {
  if (!/^\d+$/.test(name)) return undefined
  try {
    const [status, command] = await Promise.all([
      readFile(`/proc/${name}/status`, 'utf8'),
      readFile(`/proc/${name}/cmdline`, 'utf8'),
    ])
    const field = (key: string) => Number(new RegExp(`^${key}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    return {
      id: Number(name),
      parent: field('PPid'),
      peakBytes: field('VmHWM') * 1024,
      kind: /chrom/i.test(command) ? (/--type=([\w-]+)/.exec(command)?.[1] ?? 'browser') : undefined,
    }
  } catch {
    // It has ended meanwhile.
    return undefined
  }
}
