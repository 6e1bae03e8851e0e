// A moment of a run as guides see it.
import { tensor, type Tensor } from '../tensor/tensor'
import { BranchRuns } from './branchRuns'
import { isThere, momentOf, type Moment, type MomentPlace, type RunTask } from './moment'
import { carriedAlphaBar, epsilonFromOutput, noiseFromOutput, outputFromNoise } from './schedulers/prediction'
import type { Runs, Step } from './step'

export interface MadeStep {
  readonly step: Step
  readonly runs: BranchRuns
  readonly moment: Moment
}

/** @param reference the second trajectory of a guide, by its key */
export function makeStep(
  task: RunTask,
  place: MomentPlace,
  reference: (key: string) => Runs = noReference,
): MadeStep {
  const { scheduler, prediction, random, conditioning } = task
  const moment = momentOf(task, place)
  const { index, count, entry, timestep, alphaBar, latents, view, acting } = moment
  const scaled = () => moment.scaled(latents)
  const { anchor } = conditioning
  const step: Step = {
    index,
    count,
    timestep,
    alphaBar,
    carriedAlphaBar: carriedAlphaBar(prediction, alphaBar),
    epsilon: (noise) =>
      epsilonFromOutput(
        prediction,
        outputFromNoise(prediction, noise, scaled(), alphaBar),
        scaled(),
        alphaBar,
      ),
    latents,
    view,
    has: (branch) => isThere(task, acting, branch),
    ...(anchor !== undefined && isThere(task, acting, anchor) && { anchor }),
    run: async (branch, options) => (await runs.run(branch, options)).noise,
    runWithTaps: (branch, options) => runs.run(branch, options),
    inputScale: moment.scaled(tensor(Float32Array.of(1), [1])).data[0]!,
    gradient: (branch, loss, options) => runs.gradient(branch, loss, options),
    reference,
    predictOriginal: (noise) => scheduler.predictOriginal(latents, noise, entry),
    addNoise: (original, noise) => scheduler.addNoise(original, noise, entry),
    addNoiseAfter: (original, noise) =>
      index + 1 < count ? scheduler.addNoise(original, noise, entry + 1) : original,
    toOutput: (noise) => outputFromNoise(prediction, noise, scaled(), alphaBar),
    fromOutput: (output) => noiseFromOutput(prediction, output, scaled(), alphaBar),
    random: (stream, shape) => random.stream(stream).randn(shape),
  }
  const runs = new BranchRuns(moment, step)
  return { step, runs, moment }
}

function noReference(key: string): Runs {
  throw new RangeError(`The guide "${key}" has no second trajectory.`)
}

/** Steps of one moment by their latents and view: who asks for the same is given the same, runs and all. */
export function sharedSteps(make: (latents: Tensor, view: MomentPlace['view']) => MadeStep) {
  const made: MadeStep[] = []
  return (latents: Tensor, view: MomentPlace['view']): MadeStep => {
    const known = made.find(({ moment }) => moment.latents === latents && moment.view === view)
    if (known) return known
    const next = make(latents, view)
    made.push(next)
    return next
  }
}
