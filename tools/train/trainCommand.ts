// A training without a window, on the page's own engine.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import { usualRate } from '../../src/shared/lessonKinds'
import { conceptsOf, type TrainingPlan } from '../../src/shared/trainingPlan'
import { CheckpointNetworks } from '../../workers/jobs/checkpointNetworks'
import { isBundled } from '../../workers/jobs/openedById'
import { openBeside } from '../../workers/jobs/openBeside'
import { runTraining } from '../../workers/jobs/trainJob'
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { SessionCache } from '../../workers/runtime/sessionCache'
import { folderStore } from '../../workers/training/folderStore.node.ts'
import type { TrainingStore } from '../../workers/training/trainingStore'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { errorLine } from '../command/errorLine'
import { foretell, machineMemory, type Foretold } from './foretell'
import { bundledTree, treeAt } from '../recipe/addresses'
import { readPicture, writePng } from '../recipe/picture'
import { readPlan } from './readPlan'
import { refuseOtherState } from './refuseOtherState'
import { readTrainOptions, type TrainOptions } from './trainOptions'

/** What is said on the way. */
export interface Saying {
  readonly tell: (line: string) => void
  /** What the person should know; it goes on all the same. */
  readonly warn: (line: string) => void
}

/**
 * Learns what a plan says, and writes it into a folder.
 * @param memory bytes that there are; a training that takes more is refused
 * @throws PalimpsestError with one sentence, and what is in the folder stays as it was
 */
export async function trainCommand(
  args: readonly string[],
  { tell, warn }: Saying,
  memory = machineMemory(),
): Promise<void> {
  const options = readTrainOptions(args)
  const { path, out, goesOn } = options
  const { json, plan: read } = await readPlan(path)
  const checkpoint = await openCheckpoint(pathTree(folderOf(read, options)))
  const { crossAttentionDim } = checkpoint.unet.config
  const plan = { ...read, learningRate: json.learningRate ?? usualRate(read.kind, crossAttentionDim) }
  const store = folderStore(join(out, 'state'))
  await refuseOtherState(store, { plan, path, out, goesOn })
  const images: Record<string, Pixels> = {}
  for (const name of [...conceptsOf(plan).flatMap(({ pictures }) => pictures), ...plan.before, ...plan.hints])
    images[name] = await readPicture(isAbsolute(name) ? name : join(dirname(path), name))
  await mkdir(out, { recursive: true }).catch((error: unknown) => {
    throw new PalimpsestError('storage', `The folder ${out} cannot be made.`, 'Choose another for --out.', {
      cause: error,
    })
  })
  let begun = false
  /** What is kept goes once the files are written: until then it is all that there is. */
  const keptStore: TrainingStore = { ...store, clear: async () => (begun ? undefined : store.clear()) }
  const backend = await openNodeBackend()
  try {
    if (!goesOn)
      tell(foretoldLine(await foretell(plan, { checkpoint, backend, memory, images, controlNetwork })))
    const networks = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 16e9))
    const started = performance.now()
    const losses: number[] = []
    const samples: Promise<void>[] = []
    let before = 0
    const { files, stopped } = await runTraining(goesOn ? undefined : { plan, images }, {
      checkpoint,
      networks,
      backend,
      memory,
      controlNetwork,
      store: keptStore,
      onProblem: (error) => warn(errorLine(error)),
      onClassPicture: (at, count) => {
        if (at % 10 === 0 || at === count) tell(`picture ${at} of ${count} of the class`)
      },
      onGoingOn: (known) => {
        losses.push(...known)
        before = known.length
        tell(`goes on after step ${before}`)
      },
      onSample: ({ step, prompt, pixels }) =>
        samples.push(writeSample(out, plan.samplePrompts.indexOf(prompt), step, pixels)),
      onStep: ({ step, steps, loss }) => {
        begun = true
        losses.push(loss)
        if (step % 50 > 0 && step < steps) return
        const recent = losses.slice(-50)
        const mean = recent.reduce((sum, value) => sum + value, 0) / recent.length
        const perStep = (performance.now() - started) / (step - before)
        tell(`step ${step} of ${steps}: loss ${mean.toFixed(4)}, ${perStep.toFixed(0)} ms a step`)
      },
    })
    if (stopped) warn(errorLine(stopped))
    await Promise.all(samples)
    for (const { name, bytes } of files) {
      await writeLearned(join(out, basename(name)), bytes)
      tell(`${join(out, name)}: ${(bytes.length / 1e6).toFixed(2)} MB`)
    }
    await store.clear()
  } finally {
    await backend.dispose()
  }
}

/** "About 3 min, 0.4 GB of memory." */
function foretoldLine({ bytes, seconds }: Foretold): string {
  const size = `${(bytes / 1e9).toFixed(1)} GB of memory`
  if (seconds === undefined) return `About ${size}. How long it takes is told after its first steps.`
  const time = seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`
  return `About ${time}, ${size}.`
}

/** What a ControlNet goes on from. */
const controlNetwork = (id: string) => openBeside(treeAt(isBundled(id) ? bundledTree(id) : id))

const folderOf = ({ checkpoint }: TrainingPlan, options: TrainOptions): string =>
  options.checkpoint ??
  (isBundled(checkpoint)
    ? fileURLToPath(new URL(`../../public/models/${checkpoint}`, import.meta.url))
    : checkpoint)

async function writeLearned(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes)
  } catch (error) {
    await rm(path, { force: true }).catch(() => {})
    throw new PalimpsestError(
      'storage',
      `What was learned cannot be written to ${path}.`,
      'Free some space, and give the command again with --go-on.',
      { cause: error },
    )
  }
}

async function writeSample(folder: string, prompt: number, step: number, pixels: Pixels): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writePng(join(folder, `sample-${prompt + 1}-step-${String(step).padStart(5, '0')}.png`), pixels)
}
