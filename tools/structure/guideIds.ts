// No guide is named outside of its folder: page, planner and loop walk the list. What excludes another guide names it, in its
// own meta.ts, with the reason (and in its other languages).
import { existsSync, readdirSync } from 'node:fs'

const guidance = 'workers/guidance'
/** Kinds of networks have the names of the techniques that use them, and a task of the Hub that of one. */
const alsoKindsOfNetworks = new Set(['controlnet', 't2i-adapter', 'image-to-image'])

/** Every guide's id, which is its folder's name. */
export const guideIds = (): string[] =>
  readdirSync(guidance, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`${guidance}/${entry.name}/meta.ts`))
    .map(({ name }) => name)

/** The ids that a file names as a string without being their guide's own, the list, or a meta that excludes. */
export function namedGuides(file: string, text: string, ids: readonly string[]): string[] {
  if (!/^(src|workers)\//.test(file) || file === `${guidance}/list.ts`) return []
  if (/^workers\/guidance\/[^/]+\/(meta|korean)\.ts$/.test(file)) return []
  return ids.filter(
    (id) =>
      !alsoKindsOfNetworks.has(id) &&
      !file.startsWith(`${guidance}/${id}/`) &&
      new RegExp(`['"\`]${id}['"\`]`).test(text),
  )
}
