// `npm run long-run`: many edits of several kinds in one process, some of them cancelled: memory must not grow, and no edit may differ
// from the first of its kind.
//
//   npm run long-run -- [--in node|wasm] [--count 1000] [--steps 4] [--seed 1] [--minutes N] [--keep FILE.json]
//
// "wasm" is one worker of a Chromium. After so many minutes it ends, and says what it found. With a file, the next process goes on with
// the edits that are left, and holds them against the first of their kind of the process before; memory is that of each process.
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { commandOptions } from '../command/commandOptions'
import { seeded } from '../measure/seeded'
import { openBrowserEditor } from './browserEditor'
import { drifts, type Reading } from './drifts'
import { openNodeEditor } from './nodeEditor'

const { values: options } = commandOptions(import.meta.url, {
  options: {
    in: { type: 'string', default: 'node' },
    count: { type: 'string', default: '1000' },
    steps: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: 'Infinity' },
    keep: { type: 'string' },
  },
})
const [count, steps] = [Number(options.count), Number(options.steps)]
const end = performance.now() + Number(options.minutes) * 60_000
if (options.in !== 'node' && options.in !== 'wasm')
  throw new Error(`--in "${options.in}" is neither node nor wasm.`)

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
/** One edit in so many is cancelled, at a moment of its own within as many milliseconds as an edit takes. */
const cancelled = 5

const random = seeded(`long run ${options.seed}`)
const editor = await (options.in === 'wasm' ? openBrowserEditor(steps, 1) : openNodeEditor(steps))
const { kinds } = editor
const firsts = new Map(Object.entries(before.firsts))
const readings: Reading[] = []
let edits = before.edits
let cancels = before.cancelled
/** Milliseconds of the longest edit, everything being loaded. */
let longest = 0

try {
  for (; edits < count && performance.now() < end; edits++) {
    const kind = edits % kinds.length
    const done = edits - before.edits
    const warm = done >= kinds.length * warmUp
    const started = performance.now()
    const hash = await editor.edit(
      kind,
      warm && random() < 1 / cancelled ? random() * Math.max(longest, 200) : undefined,
    )
    if (done >= kinds.length && !warm) longest = Math.max(longest, performance.now() - started)
    if (hash === undefined) cancels++
    else {
      const first = firsts.get(kinds[kind]!) ?? hash
      firsts.set(kinds[kind]!, first)
      if (first !== hash)
        throw new Error(`Edit ${edits} ("${kinds[kind]}") differs from the first of its kind.`)
    }
    if (warm && (edits + 1) % kinds.length === 0) readings.push(await editor.memory())
  }
} finally {
  await editor.close()
}

if (options.keep !== undefined) {
  const kept: KeptRun = { edits, cancelled: cancels, firsts: Object.fromEntries(firsts) }
  await writeFile(options.keep, `${JSON.stringify(kept, null, 2)}\n`)
}

console.log(
  `${edits} of ${count} edits of ${kinds.length} kinds, ${cancels} cancelled; this process, ${edits - before.edits}:`,
)
for (const { what, early, late, ratio } of drifts(readings)) {
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
  console.log(`  ${what}: ${megabytes(early)}, then ${megabytes(late)} (${(100 * (ratio - 1)).toFixed(1)} %)`)
  if (ratio <= 1.02) continue
  console.error('Memory has grown by more than 2 %.')
  process.exitCode = 1
}
