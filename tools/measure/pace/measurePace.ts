// `npm run measure:pace`: what an edit costs and how well it is made, for ways to spend less on it.
//
//   npm run measure:pace -- [--count N] [--keep FOLDER] [--only EXPRESSION]
//
// PALIMPSEST_PYTHON names a Python with tools/requirements.txt. The figures are written to tools/measure/pace/results.json, and by
// `npm run measure -- --report` to docs/measured.md.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
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

const { values: options } = parseArgs({
  options: { count: { type: 'string', default: '60' }, keep: { type: 'string' }, only: { type: 'string' } },
})
const count = Number(options.count)
const folder = options.keep ?? (await mkdtemp(join(tmpdir(), 'palimpsest-pace-')))
await mkdir(folder, { recursive: true })
const models = resolve('public/models')

/** The case's recipe at this pace. */
function requestAt(request: Request, { changes, guidance, caching, addOn }: Pace): Request {
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
      ...(addOn !== undefined && { addOns: [{ id: addOn, strength: 1 }] }),
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
  const judge = await openJudge(backend)
  const runner = new Runner(backend)
  const checkpoint = await openCheckpoint(pathTree(join(models, 'toyland/instruct')))
  const drawn = await drawCases(process.env['PALIMPSEST_PYTHON'] ?? 'python3', 'edits', count, folder)
  const cases = drawn.map((one, index) => instructPix2Pix.caseOf(index, one))
  const known = existsSync(resultsFile)
    ? (JSON.parse(await readFile(resultsFile, 'utf8')) as PaceResult[])
    : []
  let whole = 0
  for (const pace of paces) {
    const file = pace.addOn && join(models, pace.addOn, 'pytorch_lora_weights.safetensors')
    if (file && !existsSync(file)) continue
    const isWhole = pace === paces[0]
    if (!isWhole && options.only !== undefined && !new RegExp(options.only).test(pace.name)) continue
    const scores = []
    let work = 0
    for (const [index, one] of cases.entries()) {
      const { recipe: written, images = {} } = requestAt(instructPix2Pix.withIt(one), pace)
      const recipe = parseRecipe(written, guideMetas)
      if (index === 0) {
        const { addOns: _, ...plain } = recipe
        work = await countWork({ recipe: plain, images }, checkpoint, backend)
        if (isWhole) whole = work
        if (isWhole && options.only !== undefined) break
      }
      const edit = await runner.prepare(recipe, {
        checkpoint: join(models, recipe.checkpoint),
        ...(file && { addOns: new Map([[pace.addOn!, file]]) }),
      })
      const { pixels: picture } = await edit({ images })
      const seen = { picture, judged: await judge.weigh(picture), shown: {} }
      scores.push(await instructPix2Pix.score(one, seen, seen, (part) => judge.weigh(part)))
    }
    if (scores.length === 0) continue
    const result: PaceResult = {
      name: pace.name,
      count,
      work: work / whole,
      made: figureOf('share', scores, 'made')!.value,
      kept: figureOf('median dB', scores, 'kept')!.value,
    }
    console.log(JSON.stringify(result))
    const at = known.findIndex(({ name }) => name === pace.name)
    known.splice(at < 0 ? known.length : at, at < 0 ? 0 : 1, result)
    await writeResult(resultsFile, Buffer.from(`${JSON.stringify(inOrder(known), null, 2)}\n`))
  }
} finally {
  await backend.dispose()
}
