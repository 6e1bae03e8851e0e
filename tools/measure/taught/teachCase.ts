// A case, taught: here, by merging what others have learned, and on diffusers' side.
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TrainingPlan } from '../../../src/shared/trainingPlan'
import { mergeConcepts } from '../../../workers/jobs/mergeConcepts'
import { runTraining } from '../../../workers/jobs/trainJob'
import { folderStore } from '../../../workers/training/folderStore.node.ts'
import { keptCaptions, usualMerger } from '../../train/keptCaptions'
import { finished } from '../finished'
import type { TaughtCase } from './cases'
import { drawnSteps } from './drawnSteps'
import { filesIn } from './lookAt'
import { outOfTime, type Means } from './means'

/** Trains here, unless that is done, and goes on with what an earlier run left. */
export async function teach(plan: TrainingPlan, folder: string, means: Means): Promise<void> {
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

/** Merges what two cases have learned, unless that is done, or they are not. */
export async function mergeCases(
  { name, merges = [], strangers }: TaughtCase,
  out: string,
  means: Means,
): Promise<void> {
  const folder = join(out, name, 'ours')
  const learned = merges.map((one) => join(out, one, 'ours'))
  if (existsSync(join(folder, 'done')) || !learned.every((one) => existsSync(join(one, 'done')))) return
  const concepts = await Promise.all(
    learned.map(async (one, at) => ({ files: await filesIn(one), className: strangers[at]!.className })),
  )
  await mkdir(folder, { recursive: true })
  for (const file of await mergeConcepts(concepts, keptCaptions, usualMerger, means))
    await writeFile(join(folder, file.name), file.bytes)
  await writeFile(join(folder, 'done'), '')
}

/** Lets diffusers' side train on the same draws, unless that is done. */
export async function teachDiffusers(
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
