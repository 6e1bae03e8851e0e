// `npm run long-run`: many edits of several kinds in one process, some of them cancelled: memory must not grow, and no edit may differ
// from the first of its kind.
//
//   npm run long-run -- [--count 1000] [--steps 4] [--seed 1] [--minutes N] [--keep FILE.json]
//
// After so many minutes it ends, and says what it found. With a file, the next process goes on with the edits that are left, and holds
// them against the first of their kind of the process before; memory is that of each process.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { setTimeout as wait } from 'node:timers/promises'
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../../workers/guidance/list'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { seeded } from '../measure/seeded'
import { readPicture } from '../recipe/picture'
import { Runner } from '../recipe/runner'
import { longRunKinds } from './longRunKinds'

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    steps: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: 'Infinity' },
    keep: { type: 'string' },
  },
})
const [count, steps] = [Number(options.count), Number(options.steps)]
const end = performance.now() + Number(options.minutes) * 60_000

/** What one process tells the next. */
interface KeptRun {
  readonly edits: number
  readonly cancelled: number
  /** SHA-256 of the pixels of the first edit of each kind. */
  readonly firsts: Readonly<Record<string, string>>
}
const before: KeptRun =
  options.keep !== undefined && existsSync(options.keep)
    ? (JSON.parse(await readFile(options.keep, 'utf8')) as KeptRun)
    : { edits: 0, cancelled: 0, firsts: {} }
/** Edits of each kind after which memory is no longer that of loading; every other reading is held against the one then. */
const warmUp = 3
/** One edit in so many is cancelled, at a moment of its own. */
const cancelled = 5

const random = seeded(`long run ${options.seed}`)
const picture = await readPicture('public/pictures/cat-meadow.png')
const kinds = longRunKinds(picture, steps)
const backend = await openNodeBackend({ threads: 1 })
const firsts = new Map(Object.entries(before.firsts))
const readings: { readonly edits: number; readonly megabytes: number }[] = []
let edits = before.edits
let cancels = before.cancelled

/** Resident memory, after the collector where node was started with --expose-gc. */
function megabytes(): number {
  globalThis.gc?.()
  return process.memoryUsage().rss / 1e6
}

const hashOf = ({ data }: Pixels): string => createHash('sha256').update(data).digest('hex')

try {
  const runner = new Runner(backend)
  for (; edits < count && performance.now() < end; edits++) {
    const { name, recipe, images } = kinds[edits % kinds.length]!
    const abort = new AbortController()
    const edited = edits - before.edits >= kinds.length * warmUp
    if (edited && random() < 1 / cancelled) void wait(random() * 200).then(() => abort.abort())
    try {
      const run = await runner.prepare(parseRecipe(recipe, guideMetas))
      const { pixels } = await run({ images }, { signal: abort.signal })
      const hash = hashOf(pixels)
      const first = firsts.get(name) ?? hash
      firsts.set(name, first)
      if (first !== hash) throw new Error(`Edit ${edits} ("${name}") differs from the first of its kind.`)
    } catch (error) {
      if (!(error instanceof PalimpsestError && error.code === 'cancelled')) throw error
      cancels++
    }
    await wait(0)
    if (edited && (edits + 1) % kinds.length === 0)
      readings.push({ edits: edits + 1, megabytes: megabytes() })
  }
} finally {
  await backend.dispose()
}

if (options.keep !== undefined) {
  const kept: KeptRun = { edits, cancelled: cancels, firsts: Object.fromEntries(firsts) }
  await writeFile(options.keep, `${JSON.stringify(kept, null, 2)}\n`)
}

/** The median of a tenth of the readings at each end: single ones depend on when memory was collected. */
const part = Math.max(1, Math.round(readings.length / 10))
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN
const [early, late] = [readings.slice(0, part), readings.slice(-part)].map((some) =>
  median(some.map(({ megabytes }) => megabytes)),
) as [number, number]
const memory =
  readings.length < 2
    ? 'too few to tell of memory'
    : `${early.toFixed(0)} MB, then ${late.toFixed(0)} MB (${(100 * (late / early - 1)).toFixed(1)} %)`
const done = `${edits} of ${count} edits of ${kinds.length} kinds, ${cancels} cancelled`
console.log(`${done}; this process, ${edits - before.edits}: ${memory}`)
if (late / early > 1.02) {
  console.error('Memory has grown by more than 2 %.')
  process.exitCode = 1
}
