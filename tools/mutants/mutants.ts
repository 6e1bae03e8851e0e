// `npm run mutants`: which of Stryker's mutants the tests notice.
//
//   npm run mutants -- [--share 0.2] [--slowest 500] [--tests PATH]... [--named PATTERN] [PATH...]
//
// Each PATH is a file or a folder. A folder's tests run; a file's are that of its name and those of each `--tests`, or without any those
// that import it; but for tests that take more than `--slowest` milliseconds of processor time, and those whose
// names do not fit `--named`. What was killed stays so until its line changes, so that runs add up
// (.cache/mutants/results.json). A run that is interrupted ends its tests, and says what is known by then.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { commandOptions } from '../command/commandOptions'
import { findMutants, type Mutant } from './findMutants'
import { isEquivalent, joined, readResults, tally, writeResults } from './results'
import { runTests } from './runTests'
import { testsOf } from './testsOf'

const { values, positionals } = commandOptions(import.meta.url, {
  allowPositionals: true,
  options: {
    share: { type: 'string', default: '1' },
    slowest: { type: 'string', default: '500' },
    tests: { type: 'string', multiple: true, default: [] },
    named: { type: 'string' },
  },
})

const folder = '.cache/mutants'
const resultsFile = join(folder, 'results.json')
const usual = ['workers/diffusion', 'workers/guidance', 'workers/jobs', 'workers/graph']
/** Code of tests, texts, and tables of texts. */
const notMutated =
  /(\.test|\.node)\.ts$|\/fixtures\/|\/(meta|korean|koreanHint|messages|diffusers|comfyui|picture|list)\.ts$/

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((name) => name.endsWith('.ts') && !notMutated.test(name))
    .sort()
}

/** The same mutants in every run of the same share. */
const isDrawn = ({ file, key }: Mutant): boolean =>
  createHash('sha1').update(`${file} ${key}`).digest().readUInt32BE() / 2 ** 32 < Number(values.share)

mkdirSync(folder, { recursive: true })
const paths = positionals.length > 0 ? positionals : usual
const results = readResults(resultsFile)
const files = paths.flatMap(filesBelow)
const { mutants, code } = await findMutants(files)
const drawn = mutants.filter((mutant) => isDrawn(mutant) && !isEquivalent(mutant))
const open = drawn.filter(({ file, key }) => results[file]?.[key] !== 'killed')
console.log(`${mutants.length} mutants, of which ${drawn.length} are drawn and ${open.length} not killed yet`)

const found = await runTests(folder, {
  code,
  ids: open.map(({ id }) => id),
  slowest: Number(values.slowest),
  tests: testsOf(paths, values.tests),
  ...(values.named && { named: values.named }),
})
if (!found.isWhole) console.log('The tests were ended before their end: only what they killed is known.')
for (const file of files) {
  const own = mutants.filter((mutant) => mutant.file === file)
  results[file] = joined(own, results[file] ?? {}, found)
}
writeResults(resultsFile, results)

for (const { file, line, key, was, is } of drawn) {
  const outcome = results[file]?.[key]
  if (outcome && outcome !== 'killed' && outcome !== 'open')
    console.log(`${outcome} ${file}:${line}\n  - ${was}\n  + ${is}\n  ${key}`)
}
for (const file of files) console.log(tally(results, file, file))
console.log('All that was run so far:')
for (const path of usual) console.log(tally(results, path, `${path}/`))
console.log(tally(results, 'together', ''))
if (!found.isWhole) process.exitCode = 1
