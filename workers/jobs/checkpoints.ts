// What the program knows by id: checkpoints, and the networks beside them.
import { PalimpsestError } from '../../src/shared/errors'
import { openCheckpoint, type Checkpoint } from '../models/checkpoint'
import type { FileTree } from '../weights/byteSource'
import { licenceOf } from '../weights/licenceOf'
import { pathIn } from '../weights/openTree'
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
    async read(tree, source) {
      const clip = await clipTree(openTree, assets)
      const checkpoint = await openCheckpoint(tree, { path: pathIn(source), clip })
      const licence = source.kind === 'hub' ? await licenceOf(tree) : undefined
      return { ...checkpoint, ...(licence !== undefined && { licence }) }
    },
    unknown: (id) => new PalimpsestError(messages.checkpointNotOpen({ checkpoint: id })),
  })

export const createControlNetworks = (openTree: OpenTree, assets: string): ControlNetworks =>
  new OpenedById({
    openTree,
    assets,
    read: (tree, source) => openBeside(tree, { path: pathIn(source) }),
    unknown: unknownNetwork,
  })

export const unknownNetwork = (id: string): PalimpsestError =>
  new PalimpsestError(messages.networkNotOpen({ network: id }))
