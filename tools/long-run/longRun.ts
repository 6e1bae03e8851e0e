// `npm run long-run`: many edits of several kinds in one process, some of them cancelled: memory must not grow, and no edit may differ
// from the first of its kind.
//
//   npm run long-run -- [--count 1000] [--steps 4] [--seed 1]
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
  },
})
const [count, steps] = [Number(options.count), Number(options.steps)]
/** Edits of each kind after which memory is no longer that of loading; every other reading is held against the one then. */
const warmUp = 3
/** One edit in so many is cancelled, at a moment of its own. */
const cancelled = 5

const random = seeded(`long run ${options.seed}`)
const picture = await readPicture('public/pictures/cat-meadow.png')
const kinds = longRunKinds(picture, steps)
const backend = await openNodeBackend({ threads: 1 })
const firsts = new Map<string, Pixels>()
const readings: { readonly edits: number; readonly megabytes: number }[] = []
const ends = { done: 0, cancelled: 0 }

/** Resident memory, after the collector where node was started with --expose-gc. */
function megabytes(): number {
  globalThis.gc?.()
  return process.memoryUsage().rss / 1e6
}

const same = (a: Pixels, b: Pixels) =>
  Buffer.compare(Buffer.from(a.data.buffer), Buffer.from(b.data.buffer)) === 0

try {
  const runner = new Runner(backend)
  for (let edit = 0; edit < count; edit++) {
    const { name, recipe, images } = kinds[edit % kinds.length]!
    const abort = new AbortController()
    const edited = edit >= kinds.length * warmUp
    if (edited && random() < 1 / cancelled) void wait(random() * 200).then(() => abort.abort())
    try {
      const run = await runner.prepare(parseRecipe(recipe, guideMetas))
      const { pixels } = await run({ images }, { signal: abort.signal })
      ends.done++
      const first = firsts.get(name)
      if (!first) firsts.set(name, pixels)
      else if (!same(first, pixels))
        throw new Error(`Edit ${edit} ("${name}") differs from the first of its kind.`)
    } catch (error) {
      if (!(error instanceof PalimpsestError && error.code === 'cancelled')) throw error
      ends.cancelled++
    }
    await wait(0)
    if (edited && (edit + 1) % kinds.length === 0) readings.push({ edits: edit + 1, megabytes: megabytes() })
  }
} finally {
  await backend.dispose()
}

/** The median of a tenth of the readings at each end: single ones depend on when memory was collected. */
const part = Math.max(1, Math.round(readings.length / 10))
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN
const [early, late] = [readings.slice(0, part), readings.slice(-part)].map((some) =>
  median(some.map(({ megabytes }) => megabytes)),
) as [number, number]
const drift = late / early - 1
console.log(
  `${count} edits of ${kinds.length} kinds, ${ends.cancelled} cancelled: ${early.toFixed(0)} MB, then ${late.toFixed(0)} MB (${(100 * drift).toFixed(1)} %)`,
)
if (drift > 0.02) {
  console.error('Memory has grown by more than 2 %.')
  process.exitCode = 1
}
