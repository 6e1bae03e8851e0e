// What a checkpoint has learned of Toyland's strangers, scored by the judge that knows them, and beside it what diffusers' scripts learn
// from the very same draws. What is done already stays done, and a training that the time limit ends goes on the next time.
//
//   python -m tools.toyland draw-strangers --to FOLDER
//   npm run measure:taught -- --pictures FOLDER --out FOLDER [--only lora-teapot] [--minutes 14] [--python python3] [--plan '{"steps": 800}']
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Pixels } from '../../../src/shared/pixels'
import { parseTrainingPlan, type TrainingPlan } from '../../../src/shared/trainingPlan'
import { CheckpointNetworks } from '../../../workers/jobs/checkpointNetworks'
import { sampleLearned } from '../../../workers/jobs/sampleLearned'
import { runTraining } from '../../../workers/jobs/trainJob'
import { openCheckpoint, type Checkpoint } from '../../../workers/models/checkpoint'
import type { Backend } from '../../../workers/runtime/backend'
import { openNodeBackend } from '../../../workers/runtime/node.node.ts'
import { SessionCache } from '../../../workers/runtime/sessionCache'
import type { LearnedFile } from '../../../workers/training/lesson'
import { calledIn } from '../../../workers/training/captions'
import { folderStore } from '../../../workers/training/folderStore.node.ts'
import { pathTree } from '../../../workers/weights/pathTree.node.ts'
import { readPicture, writePng } from '../../recipe/picture'
import { openJudge } from '../../toyland/judge'
import { finished } from '../finished'
import { taughtCases, type TaughtCase } from './cases'
import { drawnSteps } from './drawnSteps'
import { askedOf, counted, otherThings } from './scores'

interface Taught {
  readonly pictures: readonly string[]
  readonly captions: readonly string[]
}

type Scores = Readonly<Record<string, string>>

interface Means {
  readonly checkpoint: Checkpoint
  readonly networks: CheckpointNetworks
  readonly backend: Backend
  readonly images: Readonly<Record<string, Pixels>>
  /** When there is no time left, by `performance.now()`. */
  readonly deadline: number
}

const outOfTime = ({ deadline }: Means): boolean => performance.now() > deadline

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      pictures: { type: 'string' },
      out: { type: 'string' },
      only: { type: 'string', multiple: true },
      minutes: { type: 'string', default: '1000000' },
      python: { type: 'string', default: 'python3' },
      plan: { type: 'string', default: '{}' },
    },
  })
  const [folder, out] = [values.pictures!, values.out!]
  const drawn = JSON.parse(await readFile(join(folder, 'strangers.json'), 'utf8')) as Record<string, Taught>
  const checkpoint = await openCheckpoint(pathTree('public/models/toyland/base'))
  const backend = await openNodeBackend({ threads: 1 })
  const networks = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 4e9))
  const images: Record<string, Pixels> = {}
  for (const name of Object.values(drawn).flatMap(({ pictures }) => pictures))
    images[name] = await readPicture(join(folder, name))
  const deadline = performance.now() + 60_000 * Number(values.minutes)
  const means: Means = { checkpoint, networks, backend, images, deadline }
  const chosen = taughtCases.filter(({ name }) => values.only?.includes(name) ?? true)
  const further = JSON.parse(values.plan) as object
  for (const one of chosen) {
    const plan = planOf(one, drawn, further)
    const place = join(out, one.name)
    await mkdir(place, { recursive: true })
    await writeFile(join(place, 'plan.json'), JSON.stringify(plan))
    await teach(plan, join(place, 'ours'), means)
    await score(one, plan, join(place, 'ours'), means)
  }
  // The other side afterwards: where time is short, ours are known.
  for (const one of chosen) {
    const plan = planOf(one, drawn, further)
    const place = join(out, one.name)
    await teachDiffusers(plan, place, means, values.python)
    await score(one, plan, join(place, 'diffusers'), means)
  }
  await backend.dispose()
}

function planOf(
  { strangers, plan }: TaughtCase,
  drawn: Readonly<Record<string, Taught>>,
  further: object,
): TrainingPlan {
  const [{ name, className }] = strangers as [TaughtCase['strangers'][number]]
  return parseTrainingPlan({
    version: 1,
    checkpoint: 'toyland/base',
    word: plan.kind === 'lora' || plan.kind === 'whole' ? 'sks' : '<stranger>',
    className,
    ...drawn[name],
    ...plan,
    ...further,
  })
}

/** Trains here, unless that is done, and goes on with what an earlier run left. */
async function teach(plan: TrainingPlan, folder: string, means: Means): Promise<void> {
  if (outOfTime(means) || existsSync(join(folder, 'done'))) return
  const store = folderStore(join(folder, 'state'))
  const goesOn = (await store.read('state')) !== undefined
  const started = performance.now()
  let first: number | undefined
  const { files, paused } = await runTraining(goesOn ? undefined : { plan, images: means.images }, {
    ...means,
    store,
    between: async () => (outOfTime(means) ? ['pause'] : []),
    onStep: ({ step, loss }) => {
      first ??= step
      if (step % 50 > 0) return
      const each = (performance.now() - started) / (step - first + 1)
      console.log(`${folder}: step ${step}, loss ${loss.toFixed(4)}, ${each.toFixed(0)} ms a step`)
    },
  })
  if (paused) return
  for (const { name, bytes } of files) await writeFile(join(folder, name), bytes)
  await writeFile(join(folder, 'done'), '')
}

/** Lets diffusers' side train on the same draws, unless that is done. */
async function teachDiffusers(
  plan: TrainingPlan,
  place: string,
  means: Means,
  python: string,
): Promise<void> {
  const folder = join(place, 'diffusers')
  if (outOfTime(means) || existsSync(join(folder, 'done'))) return
  const draws = join(place, 'drawn.safetensors')
  await writeFile(draws, await drawnSteps(plan, means.images, means))
  const started = performance.now()
  const module = 'tools.measure.taught.diffusers_taught'
  await finished(python, ['-m', module, join(place, 'plan.json'), draws, folder])
  const each = (performance.now() - started) / plan.steps
  console.log(`${folder}: ${each.toFixed(0)} ms a step with loading`)
  await rm(draws)
  await writeFile(join(folder, 'done'), '')
}

/** Looks at what was learned, unless that is done. */
async function score(
  { name, strangers }: TaughtCase,
  plan: TrainingPlan,
  folder: string,
  means: Means,
): Promise<void> {
  const kept = join(folder, 'scores.json')
  if (outOfTime(means) || existsSync(kept) || !existsSync(join(folder, 'done'))) return
  const asked = askedOf(
    strangers.map(({ name: stranger }) => ({ name: stranger, called: calledIn(plan, plan) })),
  )
  const judge = await openJudge(means.backend, 'strangers')
  const files = await filesIn(folder)
  const scores: Record<string, string> = {}
  for (const [kind, some] of Object.entries(asked)) {
    const pictures = await picturesOf(
      plan,
      files,
      some.map(({ prompt }) => prompt),
      means,
    )
    for (const [at, picture] of pictures.entries())
      await writePng(join(folder, `${kind}-${String(at).padStart(2, '0')}.png`), picture)
    scores[kind] = await counted(judge, some, pictures)
  }
  scores['othersBefore'] = await counted(
    judge,
    otherThings,
    await picturesOf(
      { ...plan, kind: 'lora' },
      [],
      otherThings.map(({ prompt }) => prompt),
      means,
    ),
  )
  await judge.release()
  await writeFile(kept, `${JSON.stringify(scores satisfies Scores, undefined, 2)}\n`)
  console.log(name, folder, JSON.stringify(scores))
}

/** As Toyland is sampled everywhere. */
const picturesOf = (
  plan: TrainingPlan,
  files: readonly LearnedFile[],
  samplePrompts: readonly string[],
  means: Means,
) =>
  sampleLearned({ ...plan, samplePrompts }, files, {
    ...means,
    recipe: { steps: 25, guides: [{ id: 'classifier-free', values: { scale: 4 }, range: [0, 1] }] },
  })

async function filesIn(folder: string): Promise<readonly LearnedFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.safetensors'))
  return Promise.all(
    names.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(join(folder, name))) })),
  )
}

await run()
