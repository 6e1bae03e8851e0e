// Folders of networks by id: those that ship with the program are opened when they are first used, others when the person says.
import { ofProgram } from '../../src/shared/readPart'
import type { CheckpointSource } from '../../src/shared/protocol/sources'
import type { FileTree } from '../weights/byteSource'

/** Whether an id is that of a checkpoint or network that ships with the program. */
export const isBundled = (id: string): boolean => /^toyland\/[a-z0-9-]+$/.test(id)

interface Opening<Opened> {
  readonly openTree: (source: CheckpointSource) => Promise<FileTree>
  /** The address below which the bundled ones lie. */
  readonly assets: string
  /** Reads the headers of a folder, or of what it holds at the source's path, and checks every key. */
  readonly read: (tree: FileTree, source: CheckpointSource) => Promise<Opened>
  /** What to throw when nothing is known under an id. */
  readonly unknown: (id: string) => Error
}

export class OpenedById<Opened> {
  private readonly opened = new Map<string, Promise<Opened>>()

  constructor(private readonly opening: Opening<Opened>) {}

  /** Makes what a source holds known under an id. */
  async open(id: string, source: CheckpointSource): Promise<Opened> {
    const before = this.opened.get(id)
    const read = async () => {
      const tree = await this.opening.openTree(source)
      // People know what comes with the program by its id, not by its address.
      return this.opening.read(isBundled(id) ? { ...tree, label: id } : tree, source)
    }
    const opened = isBundled(id) ? ofProgram(read) : read()
    this.opened.set(id, opened)
    try {
      return await opened
    } catch (error) {
      // What failed can be tried again, and what was known before is still there.
      if (this.opened.get(id) === opened) {
        if (before) this.opened.set(id, before)
        else this.opened.delete(id)
      }
      throw error
    }
  }

  /** @throws what `unknown` gives when nothing is known under that id. */
  async get(id: string): Promise<Opened> {
    const known = this.opened.get(id)
    if (known) return known
    if (!isBundled(id)) throw this.opening.unknown(id)
    return this.open(id, { kind: 'url', url: new URL(`models/${id}/`, this.opening.assets).href })
  }
}
