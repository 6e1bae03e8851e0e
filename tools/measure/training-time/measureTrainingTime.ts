// What trainings are told to take before they start, beside what they took: by the processor's clock, on one thread, so that other programs
// on the machine do not count.
//
//   npm run measure:training-time -- [--only ControlNet]
import { join } from 'node:path'
import { cpuUsage } from 'node:process'
import { trainingTime } from '../../../src/engine/trainingCost'
import type { Pixels } from '../../../src/shared/pixels'
import { conceptsOf, parseTrainingPlan, type TrainingPlan } from '../../../src/shared/trainingPlan'
import { CheckpointNetworks } from '../../../workers/jobs/checkpointNetworks'
import { runEdit } from '../../../workers/jobs/editJob'
import { foreseeTraining } from '../../../workers/jobs/foreseeTraining'
import { runTraining } from '../../../workers/jobs/trainJob'
import { openCheckpoint } from '../../../workers/models/checkpoint'
import type { Backend } from '../../../workers/runtime/backend'
import { MeasuredRuns } from '../../../workers/runtime/measuredRuns'
import { openNodeBackend } from '../../../workers/runtime/node.node.ts'
import { SessionCache } from '../../../workers/runtime/sessionCache'
import type { Tensor } from '../../../workers/tensor/tensor'
import { lossInputs } from '../../../workers/training/trainingGraph'
import { pathTree } from '../../../workers/weights/pathTree.node.ts'
import { commandOptions } from '../../command/commandOptions'
import { readPicture } from '../../recipe/picture'
import { plainEdit } from '../../train/foretell'
import { timedPlan, timedPlans } from './plans'

const seconds = (): number => {
  const { user, system } = cpuUsage()
  return (user + system) / 1e6
}

/** A backend that notes what each pass of a UNet takes, by the picture: one run may be of several branches. */
function clocked(backend: Backend, passes: number[]): Backend {
  return {
    ...backend,
    createSession: async (model, signal) => {
      const session = await backend.createSession(model, signal)
      const names = model.inputs.map(({ name }) => name)
      if (!names.includes('timestep') || names.includes(lossInputs.weight)) return session
      return {
        ...session,
        run: async (feeds) => {
          const before = seconds()
          const results = await session.run(feeds)
          passes.push((seconds() - before) / (feeds['encoder_hidden_states'] as Tensor).shape[0]!)
          return results
        },
      }
    },
  }
}

const middleOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!

async function picturesOf(plan: TrainingPlan): Promise<Record<string, Pixels>> {
  const names = [...conceptsOf(plan).flatMap(({ pictures }) => pictures), ...plan.hints, ...plan.before]
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readPicture(join('public/pictures', name))])),
  )
}

async function run(): Promise<void> {
  const { values } = commandOptions(import.meta.url, {
    options: { only: { type: 'string', multiple: true } },
  })
  const passes: number[] = []
  const plain = await openNodeBackend({ threads: 1 })
  const backend = clocked(plain, passes)
  for (const [name, further] of Object.entries(timedPlans)) {
    if (values.only && !values.only.includes(name)) continue
    const plan = parseTrainingPlan(timedPlan(further))
    const checkpoint = await openCheckpoint(pathTree(`public/models/${plan.checkpoint}`))
    const sessions = new SessionCache(backend, 4e9)
    const networks = new CheckpointNetworks(checkpoint, backend, sessions)
    passes.length = 0
    const images = await picturesOf(plan)
    await runEdit({ recipe: plainEdit(plan, 15), images }, networks, {})
    const pass = middleOf(passes)
    const measured = new MeasuredRuns()
    const needs = await foreseeTraining(plan, { checkpoint, backend, measured })
    const told = trainingTime([], plan, backend.name, { ...needs, pass })!.seconds
    const begun = seconds()
    let first = 0
    await runTraining(
      { plan, images },
      {
        checkpoint,
        networks,
        backend,
        onStep: ({ step }) => {
          if (step === 1) first = seconds()
        },
      },
    )
    const took = seconds() - begun
    const share = told / took
    console.log(
      `${name}: work of ${needs.work.toFixed(1)} passes, optimiser ${(1000 * needs.optimiser).toFixed(1)} ms, a pass ${(1000 * pass).toFixed(1)} ms, told ${told.toFixed(1)} s, took ${took.toFixed(1)} s (${share.toFixed(2)}), ` +
        `${(first - begun).toFixed(1)} s of it to the end of the first step`,
    )
    await sessions.releaseAll()
  }
  await backend.dispose()
}

await run()
