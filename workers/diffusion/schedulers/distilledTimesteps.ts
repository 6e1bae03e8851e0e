// The timesteps that consistency distillation (LCM, TCD) learns, and those of them that a run takes.
import { messages } from './messages'
import type { SchedulerOptions } from './schedulerConfig'
import { tooManySteps } from './timesteps'

/**
 * `steps` of the timesteps that the checkpoint was distilled at, evenly spread, noisiest first.
 * @param trained timesteps of the noise schedule
 * @throws PalimpsestError('recipe') when there are more steps than it was distilled at
 */
export function distilledTimesteps(options: SchedulerOptions, trained: number, steps: number): number[] {
  const originalSteps = options.whole('original_inference_steps', 50, 1)
  if (originalSteps > trained) options.refuse('original_inference_steps', messages.atMost({ most: trained }))
  if (steps > originalSteps) throw tooManySteps(steps, originalSteps)
  const stride = Math.floor(trained / originalSteps)
  return Array.from({ length: steps }, (_, at) => {
    const back = Math.floor(at * (originalSteps / steps))
    return (originalSteps - back) * stride - 1
  })
}
