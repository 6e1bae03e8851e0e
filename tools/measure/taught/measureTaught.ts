// What a checkpoint has learned of Toyland's strangers, scored by the judge that knows them, and beside it what diffusers' scripts learn
// from the very same draws, where a Python is given that has them. What is done already stays done, and a training that the time limit
// ends goes on the next time.
//
//   python -m tools.toyland draw-strangers --to FOLDER
//   npm run measure:taught -- --pictures FOLDER --out FOLDER [--only lora-teapot] [--minutes 14] [--python python3] [--plan '{"steps": 800}']
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commandOptions } from '../../command/commandOptions'
import type { Pixels } from '../../../src/shared/pixels'
import { parseTrainingPlan, type TrainingPlan } from '../../../src/shared/trainingPlan'
import { CheckpointNetworks } from '../../../workers/jobs/checkpointNetworks'
import { openCheckpoint } from '../../../workers/models/checkpoint'
import { openNodeBackend } from '../../../workers/runtime/node.node.ts'
import { SessionCache } from '../../../workers/runtime/sessionCache'
import { pathTree } from '../../../workers/weights/pathTree.node.ts'
import { readPicture } from '../../recipe/picture'
import { taughtCases, type TaughtCase } from './cases'
import { score } from './lookAt'
import type { Means } from './means'
import { mergeCases, teach, teachDiffusers } from './teachCase'

interface Taught {
  readonly pictures: readonly string[]
  readonly captions: readonly string[]
}

async function run(): Promise<void> {
  const { values } = commandOptions(import.meta.url, {
    options: {
      pictures: { type: 'string' },
      out: { type: 'string' },
      only: { type: 'string', multiple: true },
      minutes: { type: 'string', default: '1000000' },
      python: { type: 'string' },
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
    if (one.merges) await mergeCases(one, out, means)
    else await teach(plan, join(place, 'ours'), means)
    await score(one, plan, join(place, 'ours'), means)
  }
  // The other side afterwards: where time is short, ours are known.
  // There it learns one thing at a time.
  const { python } = values
  const beside = python === undefined ? [] : chosen.filter(({ strangers }) => strangers.length === 1)
  for (const one of beside) {
    const plan = planOf(one, drawn, further)
    const place = join(out, one.name)
    await teachDiffusers(plan, place, means, python!)
    await score(one, plan, join(place, 'diffusers'), means)
  }
  await backend.dispose()
}

function planOf(
  { strangers, plan }: TaughtCase,
  drawn: Readonly<Record<string, Taught>>,
  further: object,
): TrainingPlan {
  const whole = { ...plan, ...further }
  const known = (whole.kind === 'whole' || whole.kind === 'lora') && whole.newWord !== true
  const [first, ...others] = strangers.map(({ name, className, word }) => ({
    word: known ? 'sks' : word,
    className,
    ...drawn[name],
  }))
  return parseTrainingPlan({
    version: 1,
    checkpoint: 'toyland/base',
    ...first,
    others,
    ...plan,
    ...further,
  })
}

await run()
