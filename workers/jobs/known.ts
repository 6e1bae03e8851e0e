import type { CheckpointSource } from '../../src/shared/protocol/sources'
import type { FileTree } from '../weights/byteSource'
import { AddOns } from './addOns'
import {
  createCheckpoints,
  createControlNetworks,
  type Checkpoints,
  type ControlNetworks,
} from './checkpoints'
import { KeptResults } from './keptResults'

/** What is open by its id, whatever device runs it, and what edits left for later ones. */
export interface Known {
  readonly checkpoints: Checkpoints
  readonly controlNetworks: ControlNetworks
  readonly addOns: AddOns
  readonly kept: KeptResults
}

/**
 * Of a program that has just begun.
 * @param assets address of the program's own files
 */
export const nothingKnown = (
  openTree: (source: CheckpointSource) => Promise<FileTree>,
  assets: string,
): Known => ({
  checkpoints: createCheckpoints(openTree, assets),
  controlNetworks: createControlNetworks(openTree, assets),
  addOns: new AddOns(openTree, assets),
  kept: new KeptResults(),
})
