// What the engine needs of where it runs: a page's worker, or Node.
import type { EngineEvent } from '../../src/shared/protocol/event'
import type { BackendChoice } from '../../src/shared/protocol/request'
import type { CheckpointSource } from '../../src/shared/protocol/sources'
import type { Backend } from '../runtime/backend'
import type { TrainingStore } from '../training/trainingStore'
import type { FileTree } from '../weights/byteSource'
import type { KeptModels } from '../weights/keptModels'

export interface EngineOptions {
  readonly post: (event: EngineEvent, transfer?: Transferable[]) => void
  readonly openBackend: (
    choice: BackendChoice,
    assets: string,
    onDownload: (progress: { readonly loaded: number; readonly total: number }) => void,
  ) => Promise<Backend>
  readonly openTree: (source: CheckpointSource) => Promise<FileTree>
  /** What keeps models of the Hub on this machine, where there is a place for them. */
  readonly kept?: KeptModels
  /** Where trainings are kept; undefined where they cannot be, or another tab has the place. */
  readonly openTrainingStore: () => Promise<TrainingStore | undefined>
}
