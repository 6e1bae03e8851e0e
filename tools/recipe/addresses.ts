// Where pictures and networks lie: paths, `file:` and `https:` addresses, and what ships with the program.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PalimpsestError } from '../../src/shared/errors'
import { isBundled } from '../../workers/jobs/openedById'
import type { FileTree } from '../../workers/weights/byteSource'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { openUrl, urlTree } from '../../workers/weights/urlTree'

const isWeb = (address: string): boolean => /^https?:\/\//i.test(address)

const pathOf = (address: string): string => (address.startsWith('file://') ? fileURLToPath(address) : address)

/** The files below an address. One that does not exist has none. */
export const treeAt = (address: string): FileTree =>
  isWeb(address) ? urlTree(address) : pathTree(checkpointWithin(snapshotIn(pathOf(address))))

/** The folder itself, or the only one in it that holds a checkpoint, as in the page. */
function checkpointWithin(folder: string): string {
  const holds = (one: string) => existsSync(join(one, 'model_index.json'))
  if (!isFolderOnDisk(folder) || holds(folder)) return folder
  const found = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && holds(join(folder, entry.name)))
    .map(({ name }) => join(folder, name))
  return found.length === 1 ? found[0]! : folder
}

/** Of "models--owner--name", as the Hub's own programs keep a repository: the commit that `refs/main` names, or the only one. */
function snapshotIn(folder: string): string {
  const snapshots = join(folder, 'snapshots')
  if (!existsSync(snapshots)) return folder
  const ref = join(folder, 'refs', 'main')
  const named = existsSync(ref) ? join(snapshots, readFileSync(ref, 'utf8').trim()) : undefined
  if (named !== undefined && existsSync(named)) return named
  const [only, ...others] = readdirSync(snapshots)
  return only !== undefined && others.length === 0 ? join(snapshots, only) : folder
}

/** A folder and a file in it: of an address that is a file itself, or of a folder whose file has to be found. */
export function fileAt(address: string): { readonly folder: string; readonly path?: string } {
  const path = isWeb(address) ? address : pathOf(address)
  const isFolder = !path.endsWith('.safetensors') && (isWeb(address) || isFolderOnDisk(path))
  if (isFolder) return { folder: path }
  const at = path.lastIndexOf('/')
  return isWeb(address)
    ? { folder: path.slice(0, at), path: decodeURIComponent(path.slice(at + 1)) }
    : { folder: dirname(path), path: basename(path) }
}

const isFolderOnDisk = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()

/**
 * A file whole.
 * @throws PalimpsestError('image') when there is none
 */
export async function bytesAt(address: string): Promise<Uint8Array> {
  if (/^data:/i.test(address)) return bytesOfData(address)
  if (isWeb(address)) {
    const source = await openUrl(address)
    if (source) return source.read(0, source.size)
  } else {
    const bytes = await readFile(pathOf(address)).catch(() => undefined)
    if (bytes) return bytes
  }
  throw new PalimpsestError('image', `The picture ${address} cannot be read.`, 'Check its path.')
}

async function bytesOfData(address: string): Promise<Uint8Array> {
  const answer = await fetch(address).catch((cause: unknown) => {
    throw new PalimpsestError('image', 'A "data:" address cannot be read.', 'Write it as RFC 2397 says.', {
      cause,
    })
  })
  return new Uint8Array(await answer.arrayBuffer())
}

/** The address below which `models/` lies, with what ships with the program. */
export const bundledAddress = new URL('../../public/', import.meta.url).href

/** Where something lies that ships with the program, below its folder of models. */
export const bundledTree = (name: string): string => fileURLToPath(new URL(`models/${name}`, bundledAddress))

/** Whether an address names a file of weights; pickles too, which are refused in words. */
export const isWeightsFile = (address: string): boolean => /\.(?:safetensors|ckpt|pt|pth|bin)$/i.test(address)

/**
 * Where a checkpoint or network lies that ships with the program.
 * @throws PalimpsestError('checkpoint') for any other
 */
export function bundledFolder(what: 'checkpoint' | 'network', id: string): string {
  const folder = bundledTree(id)
  if (isBundled(id) && existsSync(folder)) return folder
  throw new PalimpsestError(
    'checkpoint',
    `The recipe uses the ${what} "${id}", which does not come with this program.`,
    `Give its folder with --${what}${what === 'network' ? ` ${id}=FOLDER` : ''}.`,
  )
}
