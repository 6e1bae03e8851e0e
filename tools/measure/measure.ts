// `npm run measure`: scores each technique on Toyland, with it, without it, and in diffusers, and writes
// docs/measured.md and the table of the README.
//
//   npm run measure -- [--count N] [--only sega,...] [--keep FOLDER] [--diffusers N]
//   npm run measure -- --report
//
// The second only writes them, from the figures of tools/measure/results.
//
// With --diffusers its side has only the first so many cases, since it takes the most time; 0 is none.
// PALIMPSEST_PYTHON names a Python with tools/requirements.txt. With --keep the pictures stay in a folder, so that a measurement
// that was stopped goes on, and a larger one makes only what is new; leave it out, or empty it, after a change of the program.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { commandOptions } from '../command/commandOptions'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { writeResult } from '../recipe/writeResult'
import { openJudge, type Judge, type WhichJudge } from '../toyland/judge'
import { measureTechnique } from './measureTechnique'
import { layOutOlderBase, olderBase } from './olderBase'
import { paceSection, resultsFile as paceResultsFile, type PaceResult } from './pace/results'
import { createProgram } from './programSide'
import { withScores } from './readmeScores'
import { report } from './report'
import type { Result } from './results'
import { techniques } from './techniques/list'
import { openSegmenter } from './words/trueObject'

const resultsFolder = 'tools/measure/results'

const { values: options } = commandOptions(import.meta.url, {
  options: {
    count: { type: 'string', default: '200' },
    only: { type: 'string' },
    keep: { type: 'string' },
    diffusers: { type: 'string' },
    report: { type: 'boolean', default: false },
  },
})
const python = process.env['PALIMPSEST_PYTHON'] ?? 'python3'
const [count, diffusersCount] = [Number(options.count), Number(options.diffusers ?? options.count)]
const only = options.only?.split(',')
const unknown = only?.filter((id) => !techniques.some((technique) => technique.id === id)) ?? []
if (unknown.length > 0) throw new Error(`There is no technique ${unknown.join(', ')}.`)

async function measureAll(): Promise<void> {
  await mkdir(resultsFolder, { recursive: true })
  const folder = options.keep ?? (await mkdtemp(join(tmpdir(), 'palimpsest-measure-')))
  await mkdir(folder, { recursive: true })
  const older = await layOutOlderBase(folder)
  const locate = (id: string) => (id === olderBase ? (older ?? 'none') : resolve('public/models', id))
  const backend = await openNodeBackend({ threads: 1 })
  try {
    const segmenter = await openSegmenter(backend)
    const judges = new Map<WhichJudge, Promise<Judge>>()
    const judgeOf = (which: WhichJudge) => {
      const judge = judges.get(which) ?? openJudge(backend, which)
      judges.set(which, judge)
      return judge
    }
    const program = createProgram(backend, locate)
    for (const technique of techniques) {
      if (only && !only.includes(technique.id)) continue
      const missing = technique.networks?.filter((network) => !existsSync(locate(network))) ?? []
      if (missing.length > 0) {
        console.log(`${technique.title}: left out, ${missing.join(', ')} is not there.`)
        continue
      }
      const result = await measureTechnique(technique, {
        count,
        diffusersCount,
        command: [
          `npm run measure -- --only ${technique.id} --count ${count}`,
          ...(technique.diffusers && diffusersCount < count ? [`--diffusers ${diffusersCount}`] : []),
        ].join(' '),
        folder,
        python,
        locate,
        program,
        judge: async (picture, which) => (await judgeOf(which)).weigh(picture),
        thingsIn: segmenter.things,
      })
      await writeResult(
        join(resultsFolder, `${technique.id}.json`),
        Buffer.from(`${JSON.stringify(result, null, 2)}\n`),
      )
      console.log(
        report([result])
          .match(/^\|.*$/gm)
          ?.join('\n'),
      )
    }
  } finally {
    await backend.dispose()
    if (options.keep === undefined) await rm(folder, { recursive: true })
  }
}

if (!options.report) await measureAll()

const results: Result[] = []
for (const { id, title, about, note } of techniques) {
  const file = join(resultsFolder, `${id}.json`)
  if (!existsSync(file)) continue
  const result = JSON.parse(await readFile(file, 'utf8')) as Result
  // Words may be mended without a new measurement.
  results.push({ ...result, title, about, ...(note !== undefined && { note }) })
}
const paces = existsSync(paceResultsFile)
  ? (JSON.parse(await readFile(paceResultsFile, 'utf8')) as PaceResult[])
  : []
const pages = [report(results), ...(paces.length > 0 ? [paceSection(paces)] : [])]
await writeResult('docs/measured.md', Buffer.from(pages.join('\n')))
const readme = await readFile('README.md', 'utf8')
await writeResult('README.md', Buffer.from(withScores(readme, results)))
