import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { JobsState, JobsStore } from '../state/jobs'

/** What a checkpoint is, once it is open; undefined where it is not there, or does not open. */
export function onceOpen(jobs: JobsStore, id: string): Promise<CheckpointSummary | undefined> {
  const entryIn = ({ checkpoints }: JobsState) => checkpoints.find((entry) => entry.id === id)
  return new Promise((resolve) => {
    const told = (state: JobsState): boolean => {
      const entry = entryIn(state)
      if (entry?.status === 'opening') return false
      resolve(entry?.summary)
      return true
    }
    if (told(jobs.getState())) return
    const stop = jobs.subscribe((state) => {
      if (told(state)) stop()
    })
  })
}
