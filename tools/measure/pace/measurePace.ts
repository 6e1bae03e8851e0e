// `npm run measure:pace`: what an edit costs and how well it is made, for ways to spend less on it.
//
//   npm run measure:pace -- [--count N] [--keep FOLDER] [--only EXPRESSION] [--minutes N]
//
// In a kept folder it goes on where it ended: after so many minutes, or by Ctrl+C.
//
// PALIMPSEST_PYTHON names a Python with tools/requirements.txt. The figures are written to tools/measure/pace/results.json, and by
// `npm run measure -- --report` to docs/measured.md.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { commandOptions } from '../../command/commandOptions'
import { parseRecipe } from '../../../src/shared/recipe'
import { guideMetas } from '../../../workers/guidance/list'
import { openCheckpoint } from '../../../workers/models/checkpoint'
import { openNodeBackend } from '../../../workers/runtime/node.node.ts'
import { pathTree } from '../../../workers/weights/pathTree.node.ts'
import { Runner } from '../../recipe/runner'
import { writeResult } from '../../recipe/writeResult'
import { openJudge } from '../../toyland/judge'
import { drawCases } from '../drawings'
import { figureOf } from '../results'
import type { Request } from '../technique'
import { instructPix2Pix } from '../techniques/instructPix2Pix'
import { countWork } from './countedWork'
import { paces, type Pace } from './paces'
import { resultsFile, type PaceResult } from './results'
import { openSegmenter } from '../words/trueObject'
import { openScoreLines } from './scoreLines'

const { values: options } = commandOptions(import.meta.url, {
  options: {
    count: { type: 'string', default: '60' },
    keep: { type: 'string' },
    only: { type: 'string' },
    minutes: { type: 'string', default: 'Infinity' },
  },
})
const count = Number(options.count)
const folder = options.keep ?? (await mkdtemp(join(tmpdir(), 'palimpsest-pace-')))
await mkdir(folder, { recursive: true })
const models = resolve('public/models')

/** The case's recipe at this pace. */
function requestAt(request: Request, { changes, guidance, caching }: Pace): Request {
  const recipe = request.recipe as { readonly guides: readonly [{ readonly values: object }] }
  const [base] = recipe.guides
  return {
    ...request,
    recipe: {
      ...recipe,
      ...changes,
      guides: [
        { ...base, ...guidance, values: { ...base.values, ...guidance?.values } },
        ...(caching ? [{ id: 'step-caching', ...caching }] : []),
      ],
    },
  }
}

/** The results of ways that there are, whole run first. */
function inOrder(results: readonly PaceResult[]): PaceResult[] {
  const order = (name: string) => paces.findIndex((pace) => pace.name === name)
  return results.filter(({ name }) => order(name) >= 0).toSorted((a, b) => order(a.name) - order(b.name))
}

const backend = await openNodeBackend({ threads: 1 })
try {
  const [judge, segmenter] = [await openJudge(backend), await openSegmenter(backend)]
  const runner = new Runner(backend)
  const checkpoint = await openCheckpoint(pathTree(join(models, 'toyland/instruct')))
  const drawn = await drawCases(process.env['PALIMPSEST_PYTHON'] ?? 'python3', 'edits', count, folder)
  const cases = drawn.map((one, index) => instructPix2Pix.caseOf(index, one))
  const chosen = paces.filter(
    (pace, at) => at === 0 || options.only === undefined || new RegExp(options.only).test(pace.name),
  )
  const lines = await openScoreLines(join(folder, 'scores.jsonl'))

  async function scoreCase(pace: Pace, index: number): Promise<void> {
    const one = cases[index]!
    const { recipe: written, images = {} } = requestAt(instructPix2Pix.withIt(one), pace)
    const recipe = parseRecipe(written, guideMetas)
    if (lines.workOf(pace.name) === undefined)
      await lines.addWork(pace.name, await countWork({ recipe, images }, checkpoint, backend))
    const edit = await runner.prepare(recipe, { checkpoint: join(models, recipe.checkpoint) })
    const { pixels: picture } = await edit({ images })
    const seen = { picture, judged: await judge.weigh(picture), shown: {} }
    await lines.addScores(
      pace.name,
      index,
      await instructPix2Pix.score(one, seen, {
        plain: seen,
        before: picture,
        judge: (part) => judge.weigh(part),
        thingsIn: segmenter.things,
      }),
    )
  }

  // Case by case at all paces: whenever it ends, the paces can be compared.
  const end = performance.now() + Number(options.minutes) * 60_000
  let done = 0
  for (; done < count && performance.now() < end; done++)
    for (const pace of chosen) if (!lines.scoresOf(pace.name).has(done)) await scoreCase(pace, done)

  const known = existsSync(resultsFile)
    ? (JSON.parse(await readFile(resultsFile, 'utf8')) as PaceResult[])
    : []
  for (const { name } of chosen) {
    const scores = [...lines.scoresOf(name)].flatMap(([index, own]) => (index < done ? [own] : []))
    if (scores.length === 0) continue
    const result: PaceResult = {
      name,
      count: scores.length,
      work: lines.workOf(name)! / lines.workOf(paces[0]!.name)!,
      made: figureOf('share', scores, 'made')!.value,
      kept: figureOf('median dB', scores, 'kept')!.value,
    }
    console.log(JSON.stringify(result))
    const at = known.findIndex((other) => other.name === name)
    known.splice(at < 0 ? known.length : at, at < 0 ? 0 : 1, result)
  }
  await writeResult(resultsFile, Buffer.from(`${JSON.stringify(inOrder(known), null, 2)}\n`))
  if (done < count)
    console.log(
      `${done} of ${count} cases are done. The same command goes on from there${options.keep === undefined ? ' with --keep' : ''}.`,
    )
} finally {
  await backend.dispose()
}
