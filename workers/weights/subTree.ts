import type { FileTree } from './byteSource'

/** A folder within another, as `subfolder` in diffusers. */
export const subTree = (tree: FileTree, folder: string): FileTree => {
  const inner = folder.replace(/^\/+|\/+$/g, '')
  return { label: `${tree.label}/${inner}`, open: (path) => tree.open(`${inner}/${path}`) }
}
