// Models of the Hub that are kept on this machine: downloaded in parts, which go on where they stopped, held against the Hub's
// checksums, and read without a network afterwards.
import { throwIfCancelled, untilCancelled } from '../../src/shared/cancelling'
import { PalimpsestError } from '../../src/shared/errors'
import { formatSize } from '../../src/shared/formatSize'
import type { CheckpointSource, KeptModel } from '../../src/shared/protocol/sources'
import { blobSource } from './blobSource'
import { hasChecksum, type Checksum } from './checksum'
import type { ByteSource, FileTree } from './byteSource'
import type { FileStore } from './fileStore'
import type { HubTree } from './hubTree'
import { messages } from './messages'

type HubSource = Extract<CheckpointSource, { kind: 'hub' }>

/** Bytes that are asked for at a time. */
const PART = 8_000_000
const INDEX = 'kept.json'

interface Index {
  readonly source: HubSource
  readonly files: readonly { readonly path: string; readonly size: number }[]
  readonly done: boolean
}

/** By which a source's files are kept: its token is no part of it. */
const keyOf = ({ repository, revision, path }: HubSource): string =>
  [`${repository}@${revision}`, ...(path === undefined ? [] : [path])].join('/')

export interface KeepProgress {
  readonly loaded: number
  readonly total: number
}

interface KeepOptions {
  readonly signal: AbortSignal
  readonly onProgress: (progress: KeepProgress) => void
}

export class KeptModels {
  /** Files that were found in each source since it was opened. */
  private readonly found = new Map<string, Map<string, ByteSource>>()

  constructor(
    private readonly store: FileStore,
    private readonly hub: (source: HubSource) => HubTree,
  ) {}

  /** The files of a source: those that are kept where it is kept whole, else the Hub's. */
  async open(source: HubSource): Promise<FileTree> {
    const key = keyOf(source)
    const tree = this.hub(source)
    const index = await this.indexOf(key)
    if (index?.done) return this.keptTree(tree.label, key, index)
    const found = new Map<string, ByteSource>()
    this.found.set(key, found)
    return {
      label: tree.label,
      open: async (path) => {
        const file = await tree.open(path)
        if (file) found.set(path, file)
        return file
      },
    }
  }

  async list(): Promise<readonly KeptModel[]> {
    const models: KeptModel[] = []
    for (const key of await this.store.folders()) {
      const index = await this.indexOf(key)
      if (!index) continue
      const total = index.files.reduce((sum, { size }) => sum + size, 0)
      models.push({ source: index.source, total, loaded: await this.loadedOf(key, index), done: index.done })
    }
    return models
  }

  /**
   * Downloads what was found in a source when it was opened. What is there already of an earlier time is not downloaded again.
   * @throws PalimpsestError('cancelled') when it is paused; ('weights') when a file is not the Hub's, or no longer there; ('storage')
   * for want of room, or where another tab downloads it.
   */
  keep(source: HubSource, options: KeepOptions): Promise<void> {
    return this.alone(source, () => this.download(source, options))
  }

  forget(source: HubSource): Promise<void> {
    return this.alone(source, () => this.store.remove(keyOf(source)))
  }

  private async alone(source: HubSource, act: () => Promise<void>): Promise<void> {
    if (!(await this.store.alone(keyOf(source), act)))
      throw new PalimpsestError(messages.inAnotherTab({ name: source.repository }))
  }

  private async download(source: HubSource, { signal, onProgress }: KeepOptions): Promise<void> {
    const key = keyOf(source)
    const tree = this.hub(source)
    const files = await this.filesOf(key, tree)
    const { token: _, ...told } = source
    const index: Index = {
      source: told,
      files: files.map(({ name: path, size }) => ({ path, size })),
      done: false,
    }
    const total = files.reduce((sum, { size }) => sum + size, 0)
    let loaded = await this.loadedOf(key, index)
    const write = (name: string, at: number, bytes: Uint8Array<ArrayBuffer>) =>
      this.store.write(key, name, at, bytes).catch((cause: unknown) => {
        if (!(cause instanceof DOMException && cause.name === 'QuotaExceededError')) throw cause
        const needed = formatSize(total - loaded)
        throw new PalimpsestError(messages.noMoreRoom({ name: source.repository, needed }), { cause })
      })
    await requireRoom(total - loaded)
    // It stays as it is where it says the same: a disk that is full would leave none.
    if (!same(await this.indexOf(key), index)) await write(INDEX, 0, encoded(index))
    const checksums = await checksumsOf(tree)
    onProgress({ loaded, total })
    for (const file of files) {
      let at = await this.sizeOf(key, file.name)
      // It was longer when its download began.
      if (at > file.size) {
        await this.store.remove(key, file.name)
        at = 0
      }
      while (at < file.size) {
        throwIfCancelled(signal)
        const bytes = await untilCancelled(file.read(at, Math.min(at + PART, file.size)), signal)
        await write(file.name, at, bytes)
        at += bytes.length
        loaded += bytes.length
        onProgress({ loaded, total })
      }
      // An empty file has no part.
      if (file.size === 0) await write(file.name, 0, new Uint8Array())
      await this.check(key, file.name, checksums.get(file.name), signal)
    }
    await write(INDEX, 0, encoded({ ...index, done: true }))
  }

  private async filesOf(key: string, tree: HubTree): Promise<readonly ByteSource[]> {
    const found = this.found.get(key)
    if (found) return [...found.values()]
    // It was begun before the page was loaded again, and is not open.
    const index = await this.indexOf(key)
    return Promise.all(
      (index?.files ?? []).map(async ({ path, size }) => {
        const file = await tree.open(path)
        if (file) return file
        // What has arrived whole is wanted no more.
        const blob = await this.store.read(key, path)
        if (blob?.size !== size)
          throw new PalimpsestError(messages.goneFromHub({ name: path, repository: tree.label }))
        return blobSource(path, blob)
      }),
    )
  }

  private keptTree(label: string, key: string, { files }: Index): FileTree {
    const kept = new Set(files.map(({ path }) => path))
    return {
      label,
      open: async (path) => {
        const blob = kept.has(path) ? await this.store.read(key, path) : undefined
        return blob && blobSource(path, blob)
      },
    }
  }

  private async check(
    key: string,
    name: string,
    wanted: Checksum | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    if (wanted === undefined) return
    const arrived = (await this.store.read(key, name)) ?? new Blob()
    if (await hasChecksum(arrived, wanted, signal)) return
    await this.store.remove(key, name)
    throw new PalimpsestError(messages.otherChecksum({ name }))
  }

  private async sizeOf(key: string, path: string): Promise<number> {
    return (await this.store.read(key, path))?.size ?? 0
  }

  private async loadedOf(key: string, { files }: Index): Promise<number> {
    let sum = 0
    for (const { path, size } of files) sum += Math.min(size, await this.sizeOf(key, path))
    return sum
  }

  private async indexOf(key: string): Promise<Index | undefined> {
    const blob = await this.store.read(key, INDEX)
    if (!blob) return undefined
    try {
      return JSON.parse(await blob.text()) as Index
    } catch {
      // Its writing was broken off.
      return undefined
    }
  }
}

const encoded = (index: Index) => new TextEncoder().encode(JSON.stringify(index))
const same = (one: Index | undefined, other: Index): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Where the Hub gives them. */
async function checksumsOf(tree: HubTree): Promise<ReadonlyMap<string, Checksum>> {
  const listed = await tree.list()
  return new Map(listed.flatMap(({ path, checksum }) => (checksum ? [[path, checksum] as const] : [])))
}

async function requireRoom(bytes: number): Promise<void> {
  if (typeof navigator === 'undefined' || !('storage' in navigator)) return
  const { quota, usage = 0 } = await navigator.storage.estimate()
  if (quota === undefined || bytes <= quota - usage) return
  throw new PalimpsestError(
    messages.noRoom({ needed: formatSize(bytes), free: formatSize(Math.max(quota - usage, 0)) }),
  )
}
