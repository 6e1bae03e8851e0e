// The licence of a repository, as the front matter of its README says it: it is a file like any other, and is kept with them.
import type { FileTree } from './byteSource'

/** Longer ones are texts and no names. */
const LONGEST = 80

/** The licence's name ("mit", "creativeml-openrail-m"); undefined where the repository says none, or its README cannot be read. */
export async function licenceOf(tree: FileTree): Promise<string | undefined> {
  try {
    const readme = await tree.open('README.md')
    if (!readme) return undefined
    const text = new TextDecoder().decode(await readme.read(0, Math.min(readme.size, 65_536)))
    const front = /^\uFEFF?\s*---\r?\n(.*?)\r?\n---/s.exec(text)?.[1] ?? ''
    const field = (name: string) =>
      new RegExp(`^${name}:[ \\t]*(?:\\r?\\n[ \\t]*-[ \\t]*)?["']?([^"'\\r\\n#]+)`, 'm')
        .exec(front)?.[1]
        ?.trim()
    const licence = field('license')
    // A licence of its own has its name beside it.
    const named = licence === 'other' ? (field('license_name') ?? licence) : licence
    return named === '' ? undefined : named?.slice(0, LONGEST)
  } catch {
    return undefined
  }
}
