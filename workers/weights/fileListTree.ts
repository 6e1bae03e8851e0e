import type { FileTree } from './byteSource'
import { blobSource } from './blobSource'
import { pathSegments } from './pathSegments'

/** A file of a dropped folder, whose path the page gathered itself. */
export interface PathedFile {
  readonly path: string
  readonly file: File
}

/**
 * The files of a directory input (whose paths are in `webkitRelativePath`), of a drop, or single files by name.
 * The checkpoint is the folder with the topmost `model_index.json`; without one, the folder that all files share, so that a
 * ControlNet's folder works as well as one that holds a checkpoint among other things.
 */
export function fileListTree(files: readonly (File | PathedFile)[]): FileTree {
  const byPath = new Map<string, File>()
  for (const item of files) {
    if (item instanceof File) byPath.set(item.webkitRelativePath || item.name, item)
    else byPath.set(item.path.replace(/^\/+/, ''), item.file)
  }
  const root = rootOf([...byPath.keys()])
  return {
    label: root === '' ? 'the chosen files' : root.slice(0, -1),
    async open(path) {
      const file = byPath.get(root + pathSegments(path).join('/'))
      return file && blobSource(path, file)
    },
  }
}

/** The folder that is the checkpoint, with its final '/', or ''. */
function rootOf(paths: readonly string[]): string {
  const depth = (path: string): number => path.split('/').length
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
  const index = paths
    .filter((path) => path === 'model_index.json' || path.endsWith('/model_index.json'))
    .sort((a, b) => depth(a) - depth(b))[0]
  if (index !== undefined) return folderOf(index)
  // A repository in the Hub's cache: "models--owner--name/snapshots/COMMIT/".
  const snapshots = new Set(paths.flatMap((path) => /^(?:[^/]+\/)?snapshots\/[^/]+\//.exec(path)?.[0] ?? []))
  if (snapshots.size === 1) return [...snapshots][0]!
  const folders = new Set(paths.map((path) => path.slice(0, path.indexOf('/') + 1)))
  return folders.size === 1 ? [...folders][0]! : ''
}
