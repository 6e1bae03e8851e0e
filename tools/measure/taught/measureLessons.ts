// Trainings that the page does not offer, shown once on Toyland: an instruction from pictures before and after it, a ControlNet from
// drawings with their segmentation, and one that knows edges from drawings with thick dark lines. Each is asked for cases that it has not
// seen, with what was learned and without; with `--beside`, diffusers' scripts' mathematics learns from the very same draws as well.
//
//   python -m tools.measure.taught.draw_lessons FOLDER
//   npm run measure:lessons -- --lessons FOLDER --out FOLDER [--only ink] [--minutes 14] [--python python3] [--beside]
import { readFile, writeFile, mkdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { commandOptions } from '../../command/commandOptions'
import type { Pixels } from '../../../src/shared/pixels'
import { parseRecipe } from '../../../src/shared/recipe'
import { parseTrainingPlan } from '../../../src/shared/trainingPlan'
import { guideMetas } from '../../../workers/guidance/list'
import { CheckpointNetworks } from '../../../workers/jobs/checkpointNetworks'
import { openCheckpoint } from '../../../workers/models/checkpoint'
import { openNodeBackend } from '../../../workers/runtime/node.node.ts'
import { SessionCache } from '../../../workers/runtime/sessionCache'
import { openBeside } from '../../../workers/jobs/openBeside'
import { pathTree } from '../../../workers/weights/pathTree.node.ts'
import { bundledTree } from '../../recipe/addresses'
import { readPicture, writePng } from '../../recipe/picture'
import { Runner } from '../../recipe/runner'
import { openJudge, type Judgement } from '../../toyland/judge'
import { agreementOf, type HintKind } from '../agreement'
import { isSeen } from '../judgeScores'
import { plainRecipe, plainSettings, side } from '../plainRecipe'
import { teach, teachDiffusers } from './teachCase'

interface Case {
  readonly text: string
  readonly picture: string
  readonly labels: Judgement
  /** That count, where the picture is none of the usual hints. */
  readonly edges?: string
}

/** What makes a picture: what was learned here, by diffusers' side, nothing of it, or the network that it began with. */
type Maker = 'ours' | 'diffusers' | 'without' | 'before'

/** How what was learned is used: recipes with it and without, and where it lies. */
interface Use {
  /** @param known the network that it goes on from */
  readonly recipe: (one: Case, seed: number, maker: Maker, known: string) => object
  readonly files: (folder: string) => object
  /** How far hints are followed. */
  readonly agreement?: HintKind
}

const instructed: Use = {
  recipe: ({ text }, seed, maker) => ({
    version: 2,
    checkpoint: 'toyland/instruct',
    prompt: text,
    seed,
    steps: plainSettings.steps,
    scheduler: 'ddim',
    width: side,
    height: side,
    image: 'given',
    guides: [{ id: 'instruct-pix2pix', values: { textScale: 3, imageScale: 2 } }],
    ...(maker !== 'without' && { addOns: [{ id: 'learned' }] }),
  }),
  files: (folder) => ({ addOns: new Map([['learned', join(folder, 'pytorch_lora_weights.safetensors')]]) }),
}

const controlled = (agreement: HintKind): Use => ({
  recipe: ({ text }, seed, maker, known) => {
    const network = maker === 'before' ? known : 'learned'
    const values = { network, hint: 'given', preprocessor: 'none' }
    return plainRecipe({
      prompt: text,
      seed,
      guides: maker === 'without' ? [] : [{ id: 'controlnet', values }],
    })
  },
  files: (folder) => ({ networks: new Map([['learned', folder]]) }),
  agreement,
})

const uses = {
  instruction: instructed,
  controlnet: controlled('segmentation'),
  ink: controlled('canny'),
} satisfies Readonly<Record<string, Use>>
type Name = keyof typeof uses

async function run(): Promise<void> {
  const { values } = commandOptions(import.meta.url, {
    options: {
      lessons: { type: 'string' },
      out: { type: 'string' },
      only: { type: 'string', multiple: true },
      minutes: { type: 'string', default: '1000000' },
      python: { type: 'string', default: 'python3' },
      plan: { type: 'string', default: '{}' },
      beside: { type: 'boolean', default: false },
    },
  })
  const deadline = performance.now() + 60_000 * Number(values.minutes)
  const backend = await openNodeBackend({ threads: 1 })
  for (const name of Object.keys(uses) as Name[]) {
    if (!(values.only?.includes(name) ?? true)) continue
    const [lessons, out] = [join(values.lessons!, name), join(values.out!, name)]
    await mkdir(out, { recursive: true })
    const json = JSON.parse(await readFile(join(lessons, 'plan.json'), 'utf8')) as object
    const plan = parseTrainingPlan({ ...json, ...(JSON.parse(values.plan) as object) })
    const images: Record<string, Pixels> = {}
    for (const file of [...plan.pictures, ...plan.before, ...plan.hints])
      images[file] = await readPicture(join(lessons, file))
    const checkpoint = await openCheckpoint(pathTree(`public/models/${plan.checkpoint}`))
    const networks = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 4e9))
    const controlNetwork = (id: string) => openBeside(pathTree(bundledTree(id)))
    const means = { checkpoint, networks, backend, images, deadline, controlNetwork }
    await writeFile(join(out, 'plan.json'), JSON.stringify(plan))
    await mkdir(join(out, 'ours'), { recursive: true })
    await teach(plan, join(out, 'ours'), means)
    if (!existsSync(join(out, 'ours/done'))) continue
    if (values.beside) await teachDiffusers(plan, out, means, values.python)
    const cases = JSON.parse(await readFile(join(lessons, 'cases.json'), 'utf8')) as Case[]
    const scores: Record<string, unknown> = {}
    const makers: readonly Maker[] = [
      'ours',
      ...(values.beside ? (['diffusers'] as const) : []),
      'without',
      ...(plan.network === '' ? [] : (['before'] as const)),
    ]
    for (const maker of makers) {
      const pictures = await made(cases, { name, out, lessons, maker, known: plan.network, backend })
      scores[maker] = await scored(cases, pictures, {
        name,
        lessons,
        out,
        backend,
        python: values.python,
      })
    }
    await writeFile(join(out, 'scores.json'), `${JSON.stringify(scores, undefined, 2)}\n`)
    console.log(name, JSON.stringify(scores))
  }
  await backend.dispose()
}

type Backend = Awaited<ReturnType<typeof openNodeBackend>>

interface Place {
  readonly name: Name
  readonly lessons: string
  readonly out: string
  readonly backend: Backend
}

async function made(
  cases: readonly Case[],
  { name, lessons, out, backend, maker, known }: Place & { readonly maker: Maker; readonly known: string },
): Promise<readonly Pixels[]> {
  const { recipe, files } = uses[name]
  const runner = new Runner(backend)
  const pictures: Pixels[] = []
  for (const [at, one] of cases.entries()) {
    const read = parseRecipe(recipe(one, at, maker, known), guideMetas)
    const learned = maker === 'ours' || maker === 'diffusers'
    const prepared = await runner.prepare(read, learned ? files(join(out, maker)) : {})
    const given = await readPicture(join(lessons, one.picture))
    const { pixels } = await prepared({ images: { given } })
    await writePng(join(out, `${maker}-${String(at).padStart(2, '0')}.png`), pixels)
    pictures.push(pixels)
  }
  return pictures
}

/** Pictures that show what was asked for, and of hints how far they are followed. */
async function scored(
  cases: readonly Case[],
  pictures: readonly Pixels[],
  { name, lessons, out, backend, python }: Place & { readonly python: string },
): Promise<object> {
  const judge = await openJudge(backend, name === 'instruction' ? 'strangers' : 'judge')
  let right = 0
  for (const [at, { labels }] of cases.entries()) right += isSeen(await judge.weigh(pictures[at]!), labels)
  await judge.release()
  const shown = `${right} of ${cases.length}`
  const { agreement }: Use = uses[name]
  if (!agreement) return { shown }
  const hints = await Promise.all(
    cases.map(({ picture, edges = picture }) => readPicture(join(lessons, edges))),
  )
  const all = await agreementOf(agreement, pictures, hints, { python, folder: out })
  return { shown, agreement: all.reduce((sum, one) => sum + one, 0) / all.length }
}

await run()
