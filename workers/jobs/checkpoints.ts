// What the program knows by id: checkpoints, and the networks beside them.
import { PalimpsestError } from '../../src/shared/errors'
import { openCheckpoint, type Checkpoint } from '../models/checkpoint'
import type { FileTree } from '../weights/byteSource'
import { openBeside, type BesideNetwork } from './openBeside'
import { messages } from './messages'
import { OpenedById } from './openedById'
import type { CheckpointSource } from '../../src/shared/protocol/sources'

type OpenTree = (source: CheckpointSource) => Promise<FileTree>

export type Checkpoints = OpenedById<Checkpoint>
export type ControlNetworks = OpenedById<BesideNetwork>

/** CLIP's vocabulary, which comes with the program for the sake of checkpoints that have none. */
const clipTree = (openTree: OpenTree, assets: string): Promise<FileTree> =>
  openTree({ kind: 'url', url: new URL('models/clip/', assets).href })

export const createCheckpoints = (openTree: OpenTree, assets: string): Checkpoints =>
  new OpenedById({
    openTree,
    assets,
    read: async (tree, path) => openCheckpoint(tree, { path, clip: await clipTree(openTree, assets) }),
    unknown: (id) => new PalimpsestError(messages.checkpointNotOpen({ checkpoint: id })),
  })

export const createControlNetworks = (openTree: OpenTree, assets: string): ControlNetworks =>
  new OpenedById({
    openTree,
    assets,
    read: (tree, path) => openBeside(tree, { path }),
    unknown: unknownNetwork,
  })

export const unknownNetwork = (id: string): PalimpsestError =>
  new PalimpsestError(messages.networkNotOpen({ network: id }))
