import type { TrainingMeans } from '../../../workers/jobs/trainingEvents'
import type { Pixels } from '../../../src/shared/pixels'
import type { CheckpointNetworks } from '../../../workers/jobs/checkpointNetworks'
import type { Checkpoint } from '../../../workers/models/checkpoint'
import type { Backend } from '../../../workers/runtime/backend'

export interface Means extends Pick<TrainingMeans, 'controlNetwork'> {
  readonly checkpoint: Checkpoint
  readonly networks: CheckpointNetworks
  readonly backend: Backend
  readonly images: Readonly<Record<string, Pixels>>
  /** When there is no time left, by `performance.now()`. */
  readonly deadline: number
}

export const outOfTime = ({ deadline }: Means): boolean => performance.now() > deadline
