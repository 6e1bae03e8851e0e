// Checkpoints by id: those that ship with the program are opened when they are first used, others when the person says.
import { PalimpsestError } from '../../src/shared/errors'
import type { CheckpointSource, CheckpointSummary } from '../../src/shared/protocol'
import { openCheckpoint, type Checkpoint } from '../models/checkpoint'
import type { FileTree } from '../weights/byteSource'
import { summarise } from './summarise'

/** Whether an id is that of a checkpoint that ships with the program. */
export const isBundled = (id: string): boolean => /^toyland\/[a-z0-9-]+$/.test(id)

export class Checkpoints {
  private readonly opened = new Map<string, Promise<Checkpoint>>()

  constructor(
    private readonly openTree: (source: CheckpointSource) => Promise<FileTree>,
    private readonly assets: string,
  ) {}

  /** Makes a checkpoint known under an id; reads its headers and checks every key. */
  async open(id: string, source: CheckpointSource): Promise<CheckpointSummary> {
    const opening = this.openTree(source).then(openCheckpoint)
    this.opened.set(id, opening)
    try {
      return summarise(id, await opening)
    } catch (error) {
      // What failed can be tried again.
      this.opened.delete(id)
      throw error
    }
  }

  /** @throws PalimpsestError('checkpoint') when nothing is known under that id. */
  async get(id: string): Promise<Checkpoint> {
    if (!this.opened.has(id) && isBundled(id))
      await this.open(id, { kind: 'url', url: new URL(`models/${id}/`, this.assets).href })
    const opening = this.opened.get(id)
    if (!opening)
      throw new PalimpsestError(
        'checkpoint',
        `The recipe uses the checkpoint "${id}", which is not open.`,
        'Open its folder first, or choose another checkpoint.',
      )
    return opening
  }
}
