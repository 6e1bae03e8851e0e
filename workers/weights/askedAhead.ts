import type { ByteSource, FileTree } from './byteSource'

/**
 * A folder whose files are asked for once each, and some of them at once: over a network each answer takes its time, and a reader
 * asks for one after the other. For as long as something is opened, not longer: what was missing may come to be there.
 * @param paths files that will probably be wanted; it does no harm if they are missing
 */
export function askedAhead(tree: FileTree, paths: readonly string[]): FileTree {
  const asked = new Map<string, Promise<ByteSource | undefined>>()
  const open = (path: string) => {
    const known = asked.get(path) ?? tree.open(path)
    asked.set(path, known)
    return known
  }
  // Whoever opens the file hears of what went wrong.
  for (const path of paths) open(path).catch(() => {})
  return { label: tree.label, open }
}
