// A training as the page sees it: its steps, and the files that come of it.
import { untilCancelled } from '../../src/shared/cancelling'
import type { EngineEvent, Request } from '../../src/shared/protocol'
import { parseTrainingPlan } from '../../src/shared/trainingPlan'
import type { Backend } from '../runtime/backend'
import type { SessionCache } from '../runtime/sessionCache'
import { CheckpointNetworks } from './checkpointNetworks'
import type { Checkpoints } from './checkpoints'
import { createEstimate } from './progress'
import { runTraining } from './trainJob'

interface ReportedTraining {
  readonly request: Extract<Request, { type: 'train' }>
  readonly signal: AbortSignal
  readonly post: (event: EngineEvent, transfer?: Transferable[]) => void
  readonly backend: Backend
  readonly sessions: SessionCache
  readonly checkpoints: Checkpoints
}

export async function runReportedTraining(training: ReportedTraining): Promise<void> {
  const { request, signal, post, backend, sessions, checkpoints } = training
  const { job, images } = request
  const started = performance.now()
  const plan = parseTrainingPlan(request.plan)
  post({ type: 'progress', job, stage: 'loading', step: 0, steps: 0 })
  const checkpoint = await untilCancelled(checkpoints.get(plan.checkpoint), signal)
  const networks = new CheckpointNetworks(checkpoint, backend, sessions, { signal })
  const estimate = createEstimate()
  const files = await runTraining(
    { plan, images },
    {
      checkpoint,
      networks,
      backend,
      signal,
      onStep: ({ step, steps, loss }) => {
        estimate.stepDone()
        const secondsLeft = estimate.secondsLeft(steps)
        const left = secondsLeft === undefined ? {} : { secondsLeft }
        post({ type: 'progress', job, stage: 'training', step, steps, ...left })
        post({ type: 'loss', job, step, loss })
      },
    },
  )
  post({ type: 'trained', job, files, seconds: (performance.now() - started) / 1000 })
}
