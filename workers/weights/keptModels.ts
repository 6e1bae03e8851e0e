// Models of the Hub that are kept on this machine: downloaded in parts, which go on where they stopped, held against the Hub's
// checksums, and read without a network afterwards.
import { throwIfCancelled } from '../../src/shared/cancelling'
import { PalimpsestError } from '../../src/shared/errors'
import type { CheckpointSource, KeptModel } from '../../src/shared/protocol/sources'
import { blobSource } from './blobSource'
import type { ByteSource, FileTree } from './byteSource'
import type { FileStore } from './fileStore'
import type { HubFile, HubTree } from './hubTree'
import { messages } from './messages'
import { Sha256 } from './sha256'

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
   * @throws PalimpsestError('cancelled') when it is paused; ('weights') when a file is not the Hub's; ('storage') for want of room.
   */
  async keep(
    source: HubSource,
    {
      signal,
      onProgress,
    }: { readonly signal: AbortSignal; readonly onProgress: (progress: KeepProgress) => void },
  ): Promise<void> {
    const key = keyOf(source)
    const tree = this.hub(source)
    const files = await this.filesOf(key, tree)
    const { token: _, ...told } = source
    const index: Index = {
      source: told,
      files: files.map(({ name: path, size }) => ({ path, size })),
      done: false,
    }
    await this.writeIndex(key, index).catch(refuseFull(source.repository))
    const total = files.reduce((sum, { size }) => sum + size, 0)
    let loaded = await this.loadedOf(key, index)
    await requireRoom(total - loaded)
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
        const bytes = await file.read(at, Math.min(at + PART, file.size))
        await this.store.write(key, file.name, at, bytes).catch(refuseFull(file.name))
        at += bytes.length
        loaded += bytes.length
        onProgress({ loaded, total })
      }
      // An empty file has no part.
      if (file.size === 0) await this.store.write(key, file.name, 0, new Uint8Array())
      await this.check(key, file, checksums.get(file.name), signal)
    }
    await this.writeIndex(key, { ...index, done: true })
  }

  forget(source: HubSource): Promise<void> {
    return this.store.remove(keyOf(source))
  }

  private async filesOf(key: string, tree: HubTree): Promise<readonly ByteSource[]> {
    const found = this.found.get(key)
    if (found) return [...found.values()]
    // It was begun before the page was loaded again, and is not open.
    const index = await this.indexOf(key)
    const files = await Promise.all((index?.files ?? []).map(({ path }) => tree.open(path)))
    return files.filter((file) => file !== undefined)
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
    { name, size }: ByteSource,
    wanted: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    if (wanted === undefined) return
    const blob = (await this.store.read(key, name)) ?? new Blob()
    const hash = new Sha256()
    for (let at = 0; at < size; at += PART) {
      throwIfCancelled(signal)
      hash.update(new Uint8Array(await blob.slice(at, at + PART).arrayBuffer()))
    }
    if (hash.digest() === wanted) return
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

  private writeIndex(key: string, index: Index): Promise<void> {
    return this.store.write(key, INDEX, 0, new TextEncoder().encode(JSON.stringify(index)))
  }
}

/** @throws PalimpsestError('storage') where it was full. */
const refuseFull =
  (name: string) =>
  (cause: unknown): never => {
    if (!(cause instanceof DOMException && cause.name === 'QuotaExceededError')) throw cause
    throw new PalimpsestError(messages.noMoreRoom({ name }), { cause })
  }

/** Where the Hub gives them: SHA-256 of its large files. */
async function checksumsOf(tree: HubTree): Promise<ReadonlyMap<string, string>> {
  const listed: readonly HubFile[] = await tree.list().catch(() => [])
  return new Map(
    listed.flatMap(({ path, sha256 }) => (sha256 === undefined ? [] : [[path, sha256] as const])),
  )
}

async function requireRoom(bytes: number): Promise<void> {
  if (typeof navigator === 'undefined' || !('storage' in navigator)) return
  const { quota, usage = 0 } = await navigator.storage.estimate()
  if (quota === undefined || bytes <= quota - usage) return
  const gigabytes = (count: number) => (count / 1e9).toFixed(1)
  throw new PalimpsestError(
    messages.noRoom({ needed: gigabytes(bytes), free: gigabytes(Math.max(quota - usage, 0)) }),
  )
}
