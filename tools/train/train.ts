// `npm run train -- plan.json --out FOLDER`: a training without a window, on the page's own engine.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { PalimpsestError, reportOf } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import { usualRate } from '../../src/shared/lessonKinds'
import { conceptsOf, parseTrainingPlan, type TrainingPlan } from '../../src/shared/trainingPlan'
import { CheckpointNetworks } from '../../workers/jobs/checkpointNetworks'
import { isBundled } from '../../workers/jobs/openedById'
import { runTraining } from '../../workers/jobs/trainJob'
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { SessionCache } from '../../workers/runtime/sessionCache'
import { folderStore } from '../../workers/training/folderStore.node.ts'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { readPicture, writePng } from '../recipe/picture'

const usage = 'Usage: npm run train -- plan.json --out FOLDER [--checkpoint FOLDER] [--go-on]'

async function run(args: string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      checkpoint: { type: 'string' },
      'go-on': { type: 'boolean', default: false },
    },
  })
  const [path] = positionals
  if (path === undefined || values.out === undefined)
    throw new PalimpsestError('recipe', 'The plan or the folder for what is learned is missing.', usage)
  const json = JSON.parse(await readFile(path, 'utf8')) as Partial<TrainingPlan>
  const read = parseTrainingPlan(json)
  const folder =
    values.checkpoint ??
    (isBundled(read.checkpoint)
      ? fileURLToPath(new URL(`../../public/models/${read.checkpoint}`, import.meta.url))
      : read.checkpoint)
  const checkpoint = await openCheckpoint(pathTree(folder))
  const { crossAttentionDim } = checkpoint.unet.config
  const plan = { ...read, learningRate: json.learningRate ?? usualRate(read.kind, crossAttentionDim) }
  const images: Record<string, Pixels> = {}
  for (const name of [...conceptsOf(plan).flatMap(({ pictures }) => pictures), ...plan.before, ...plan.hints])
    images[name] = await readPicture(isAbsolute(name) ? name : join(dirname(path), name))
  const backend = await openNodeBackend()
  try {
    const networks = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 16e9))
    const started = performance.now()
    const losses: number[] = []
    const samples: Promise<void>[] = []
    const store = folderStore(join(values.out, 'state'))
    let before = 0
    const { files, stopped } = await runTraining(values['go-on'] ? undefined : { plan, images }, {
      checkpoint,
      networks,
      backend,
      store,
      onProblem: (error) => console.error(reportOf(error).message),
      onClassPicture: (at, count) => {
        if (at % 10 === 0 || at === count) console.log(`picture ${at} of ${count} of the class`)
      },
      onGoingOn: (known) => {
        losses.push(...known)
        before = known.length
        console.log(`goes on after step ${before}`)
      },
      onSample: ({ step, prompt, pixels }) =>
        samples.push(writeSample(values.out!, plan.samplePrompts.indexOf(prompt), step, pixels)),
      onStep: ({ step, steps, loss }) => {
        losses.push(loss)
        if (step % 50 > 0 && step < steps) return
        const recent = losses.slice(-50)
        const mean = recent.reduce((sum, value) => sum + value, 0) / recent.length
        const perStep = (performance.now() - started) / (step - before)
        console.log(`step ${step} of ${steps}: loss ${mean.toFixed(4)}, ${perStep.toFixed(0)} ms a step`)
      },
    })
    if (stopped) console.error(`${stopped.message} ${stopped.hint}`)
    await mkdir(values.out, { recursive: true })
    await Promise.all(samples)
    for (const { name, bytes } of files) {
      await writeFile(join(values.out, basename(name)), bytes)
      console.log(`${join(values.out, name)}: ${(bytes.length / 1e6).toFixed(2)} MB`)
    }
  } finally {
    await backend.dispose()
  }
}

async function writeSample(folder: string, prompt: number, step: number, pixels: Pixels): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writePng(join(folder, `sample-${prompt + 1}-step-${String(step).padStart(5, '0')}.png`), pixels)
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof PalimpsestError)) throw error
  console.error(`${error.message} ${error.hint}`)
  process.exitCode = 1
}
