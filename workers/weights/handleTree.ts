import { PalimpsestError } from '../../src/shared/errors'
import type { FileTree } from './byteSource'
import { blobSource } from './blobSource'
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
        throw new PalimpsestError(
          'weights',
          `The browser may not read "${path}" of "${root.name}" any more.`,
          'Choose the folder again to allow it.',
          { cause },
        )
      }
    },
  }
}
