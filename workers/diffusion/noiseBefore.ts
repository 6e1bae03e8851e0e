// The noise of latents before the first step, with every guide's inputs.
import type { Tensor } from '../tensor/tensor'
import { canvasOf, cutCanvas } from './cutCanvas'
import { makeStep } from './makeStep'
import type { MomentPlace, RunTask } from './moment'
import type { Step } from './step'
import { crop, merge } from './views'

/** What `noiseOf` gives in each view of the run, merged; so no view is larger than those that the steps will have. */
export async function noiseBefore(
  task: RunTask,
  { latents, ...place }: Omit<MomentPlace, 'view'>,
  noiseOf: (step: Step) => Promise<Tensor>,
): Promise<Tensor> {
  const parts: { view: MomentPlace['view']; latents: Tensor }[] = []
  for (const view of cutCanvas(task.guides, canvasOf(task.guides, latents.shape))) {
    const { step } = makeStep(task, { ...place, latents: crop(latents, view), view })
    parts.push({ view, latents: await noiseOf(step) })
  }
  return merge(parts, latents.shape)
}
