// What a checkpoint has learned of one of Toyland's strangers, scored by the judge that knows them: how often the stranger is there in
// new scenes, and what has become of the other things.
//
//   python -m tools.toyland draw-strangers --to FOLDER
//   npx tsx tools/measure/taught.ts --pictures FOLDER --stranger "teapot with a face" --class teapot --out FOLDER [--plan '{"steps": 500}']
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Pixels } from '../../src/shared/pixels'
import { parseTrainingPlan } from '../../src/shared/trainingPlan'
import { CheckpointNetworks } from '../../workers/jobs/checkpointNetworks'
import { sampleLearned } from '../../workers/jobs/sampleLearned'
import { runTraining } from '../../workers/jobs/trainJob'
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { SessionCache } from '../../workers/runtime/sessionCache'
import type { LearnedFile } from '../../workers/training/lesson'
import { folderStore } from '../../workers/training/folderStore.node.ts'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { readPicture, writePng } from '../recipe/picture'
import { openJudge, type Judge } from '../toyland/judge'

const where = ['in a meadow', 'in the desert', 'in the snow', 'at night', 'on the beach']
const colours = ['red', 'blue', 'green', 'white', 'pink']
const kinds = ['cat', 'robot', 'dog', 'car', 'house', 'tree', 'ball', 'mushroom', 'flower']

interface Taught {
  readonly pictures: readonly string[]
  readonly captions: readonly string[]
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      pictures: { type: 'string' },
      stranger: { type: 'string' },
      class: { type: 'string', default: 'creature' },
      out: { type: 'string' },
      plan: { type: 'string', default: '{}' },
      learned: { type: 'string' },
    },
  })
  const [folder, stranger, out] = [values.pictures!, values.stranger!, values.out!]
  const all = JSON.parse(await readFile(join(folder, 'strangers.json'), 'utf8')) as Record<string, Taught>
  const plan = parseTrainingPlan({
    version: 1,
    checkpoint: 'toyland/base',
    kind: 'lora',
    word: 'sks',
    className: values.class,
    ...all[stranger],
    ...(JSON.parse(values.plan) as object),
  })
  const images: Record<string, Pixels> = {}
  for (const name of plan.pictures) images[name] = await readPicture(join(folder, name))
  const checkpoint = await openCheckpoint(pathTree(`public/models/${plan.checkpoint}`))
  const backend = await openNodeBackend({ threads: 1 })
  const networks = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 4e9))
  const means = { checkpoint, networks, backend }
  const started = performance.now()
  const { files } = values.learned
    ? { files: await learnedBefore(values.learned) }
    : await runTraining(
        { plan, images },
        {
          ...means,
          store: folderStore(join(out, 'state')),
          onStep: ({ step, loss }) => {
            if (step % 50 === 0)
              console.log(step, loss.toFixed(4), ((performance.now() - started) / step).toFixed(0))
          },
        },
      )
  await mkdir(out, { recursive: true })
  for (const { name, bytes } of files) await writeFile(join(out, name), bytes)

  const called = plan.kind === 'lora' || plan.kind === 'whole' ? `${plan.word} ${plan.className}` : plan.word
  const alone = where.flatMap((place) => [`a ${called} ${place}`, `a ${called} on the left ${place}`])
  const company = where.map((place) => `a ${called} and a red ball ${place}`)
  const others = kinds.map((kind, at) => ({ kind, prompt: `a ${colours[at % 5]} ${kind} ${where[at % 5]}` }))
  const prompts = [...alone, ...company, ...others.map(({ prompt }) => prompt)]
  const seeing = { ...means, recipe: asToylandIsSampled }
  const pictures = await sampleLearned({ ...plan, samplePrompts: prompts }, files, seeing)
  const plain = await sampleLearned(
    { ...plan, kind: 'lora', samplePrompts: others.map(({ prompt }) => prompt) },
    [],
    seeing,
  )
  const judge = await openJudge(backend, 'strangers')
  const there = (parts: readonly Pixels[]) =>
    share(parts, async (one) => (await seen(judge, one)).includes(stranger))
  const kept = (parts: readonly Pixels[]) =>
    share(parts, async (one, at) => (await seen(judge, one)).includes(others[at]!.kind))
  const scores = {
    stranger,
    kind: plan.kind,
    steps: plan.steps,
    alone: await there(pictures.slice(0, alone.length)),
    withABall: await there(pictures.slice(alone.length, alone.length + company.length)),
    othersBefore: await kept(plain),
    othersAfter: await kept(pictures.slice(alone.length + company.length)),
    seconds: Math.round((performance.now() - started) / 1000),
  }
  for (const [at, picture] of pictures.entries())
    await writePng(join(out, `${String(at).padStart(2, '0')}.png`), picture)
  await writeFile(join(out, 'scores.json'), `${JSON.stringify({ ...scores, plan }, undefined, 2)}\n`)
  console.log(JSON.stringify(scores))
  await backend.dispose()
}

/** Toyland is sampled with this guidance everywhere. */
const asToylandIsSampled = {
  steps: 25,
  guides: [{ id: 'classifier-free', values: { scale: 4 }, range: [0, 1] }],
}

/** The files of an earlier run, scored again. */
async function learnedBefore(folder: string): Promise<readonly LearnedFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.safetensors'))
  return Promise.all(
    names.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(join(folder, name))) })),
  )
}

/** The kinds that the judge sees, by its word for how many things there are. */
async function seen(judge: Judge, picture: Pixels): Promise<readonly string[]> {
  const { layout, first_kind: first, second_kind: second } = await judge.judge(picture)
  return layout === 'two' ? [first!, second!] : layout === 'one' ? [first!] : []
}

async function share(
  pictures: readonly Pixels[],
  holds: (picture: Pixels, at: number) => Promise<boolean>,
): Promise<string> {
  let count = 0
  for (const [at, picture] of pictures.entries()) if (await holds(picture, at)) count++
  return `${count} of ${pictures.length}`
}

await run()
