import { PalimpsestError } from '../../src/shared/errors'
import type { FileTree } from './byteSource'
import { blobSource } from './blobSource'
import { messages } from './messages'
import { pathSegments } from './pathSegments'

/** A folder that the person chose, or one of the origin's private file system. */
export function handleTree(root: FileSystemDirectoryHandle): FileTree {
  return {
    label: root.name || 'the chosen folder',
    async open(path) {
      const segments = pathSegments(path)
      const name = segments.pop()!
      try {
        let folder = root
        for (const segment of segments) folder = await folder.getDirectoryHandle(segment)
        const handle = await folder.getFileHandle(name)
        return blobSource(path, await handle.getFile())
      } catch (cause) {
        // TypeMismatchError: a folder where a file was asked for, or the other way round.
        const reason = cause instanceof DOMException ? cause.name : ''
        if (reason === 'NotFoundError' || reason === 'TypeMismatchError') return undefined
        throw new PalimpsestError(messages.notAllowed({ path, folder: root.name }), { cause })
      }
    },
  }
}

/**
 * The folder itself, or the only one in it that holds a checkpoint: people choose the folder above, too. Of a repository in the Hub's
 * cache, the snapshot.
 */
export async function checkpointWithin(
  chosen: FileSystemDirectoryHandle,
): Promise<FileSystemDirectoryHandle> {
  const root = (await snapshotWithin(chosen)) ?? chosen
  const holds = async (folder: FileSystemDirectoryHandle) =>
    (await handleTree(folder).open('model_index.json')) !== undefined
  if (await holds(root)) return root
  const found: FileSystemDirectoryHandle[] = []
  for await (const entry of root.values())
    if (entry.kind === 'directory' && (await holds(entry as FileSystemDirectoryHandle)))
      found.push(entry as FileSystemDirectoryHandle)
  return found.length === 1 ? found[0]! : root
}

/** Of "models--owner--name", as the Hub's own programs keep a repository: the commit that `refs/main` names, or the only one. */
async function snapshotWithin(
  root: FileSystemDirectoryHandle,
): Promise<FileSystemDirectoryHandle | undefined> {
  const snapshots = await root.getDirectoryHandle('snapshots').catch(() => undefined)
  if (!snapshots) return undefined
  const ref = await handleTree(root).open('refs/main')
  const commit = ref && new TextDecoder().decode(await ref.read(0, ref.size)).trim()
  const named = commit && (await snapshots.getDirectoryHandle(commit).catch(() => undefined))
  if (named) return named
  const found: FileSystemDirectoryHandle[] = []
  for await (const entry of snapshots.values())
    if (entry.kind === 'directory') found.push(entry as FileSystemDirectoryHandle)
  return found.length === 1 ? found[0]! : undefined
}
