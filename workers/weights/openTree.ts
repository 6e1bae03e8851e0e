// From what the page names to a folder that can be read.
import type { CheckpointSource } from '../../src/shared/protocol/sources'
import type { FileTree } from './byteSource'
import { fileListTree } from './fileListTree'
import { checkpointWithin, handleTree } from './handleTree'
import { hubTree } from './hubTree'
import { urlTree } from './urlTree'

/** The path at which a source's tree holds what it names; undefined where that is the tree itself. */
export const pathIn = (source: CheckpointSource): string | undefined =>
  source.kind === 'file' ? source.file.name : source.path

/** @throws PalimpsestError when the source is malformed; missing files are found out on opening them. */
export async function openTree(source: CheckpointSource): Promise<FileTree> {
  switch (source.kind) {
    case 'url':
      return urlTree(source.url)
    case 'hub':
      return hubTree(source)
    case 'folder':
      return handleTree(await checkpointWithin(source.handle))
    case 'file':
      return fileListTree([source.file])
    case 'files':
      return fileListTree(source.files)
  }
}
