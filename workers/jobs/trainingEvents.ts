// What goes into a training, and what comes of it on its way and at its end.
import type { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import type { TrainingOrder } from '../../src/shared/protocol/request'
import type { TrainingPlan } from '../../src/shared/trainingPlan'
import type { Checkpoint } from '../models/checkpoint'
import type { Backend } from '../runtime/backend'
import type { LearnedFile } from '../training/lesson'
import type { TrainingStore } from '../training/trainingStore'
import type { Networks } from './networks'
import type { BesideNetwork } from './openBeside'

export interface TrainingRequest {
  readonly plan: TrainingPlan
  /** The pictures that the plan names. */
  readonly images: Readonly<Record<string, Pixels>>
}

export interface TrainingProgress {
  readonly step: number
  readonly steps: number
  readonly loss: number
}

/** What is made of a training on its way. */
interface TrainingEvents {
  /** Of a training that goes on: the losses of the steps before. */
  readonly onGoingOn?: (losses: readonly number[]) => void
  /** Before each picture of the class is made, from the first of so many on. */
  readonly onClassPicture?: (at: number, count: number) => void
  readonly onStep?: (progress: TrainingProgress) => void | Promise<void>
  readonly onSample?: (sample: {
    readonly step: number
    readonly prompt: string
    readonly pixels: Pixels
  }) => void
  /** What was learned so far, where it was asked for. */
  readonly onFiles?: (step: number, files: readonly LearnedFile[]) => void
  /** Bytes that it takes, about, before its first step. */
  readonly onMemory?: (bytes: number) => void
  /** A sentence for the person. */
  readonly onProblem?: (error: unknown) => void
  /** Between two steps: others may use the device, and orders are given. */
  readonly between?: () => Promise<readonly TrainingOrder[]>
}

export interface TrainingMeans extends TrainingEvents {
  readonly checkpoint: Checkpoint
  readonly networks: Networks
  readonly backend: Backend
  readonly signal?: AbortSignal
  /** Bytes that there are; one that takes more is refused. */
  readonly memory?: number | undefined
  /** Opens what a ControlNet goes on from. */
  readonly controlNetwork?: ((id: string) => Promise<BesideNetwork>) | undefined
  /** Where its state is kept. */
  readonly store?: TrainingStore | undefined
}

export interface TrainingOutcome {
  readonly files: readonly LearnedFile[]
  /** It was told to pause, and is kept. */
  readonly paused: boolean
  /** Why it stopped before its last step, where what was learned until then is good. */
  readonly stopped?: PalimpsestError
}
