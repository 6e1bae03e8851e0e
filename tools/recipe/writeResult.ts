import { randomUUID } from 'node:crypto'
import { access, constants, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PalimpsestError } from '../../src/shared/errors'

const refusal = (path: string, cause?: unknown) =>
  new PalimpsestError(
    'storage',
    `${path} cannot be written.`,
    'Check its folder, and the room that is left.',
    { cause },
  )

/** How files end that are being written, and those that a killed process left. */
const UNFINISHED = '.unfinished'
/** So old, in milliseconds, is no file that is being written. */
const ABANDONED = 3_600_000

/**
 * Finds out before the work whether its result can be written.
 * @throws PalimpsestError('storage') when the folder is not there or refuses, or the path is a folder
 */
export async function requireWritable(path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK)
    const isInFolder = (await stat(dirname(path))).isDirectory()
    if (isInFolder && !path.endsWith('/') && !(await fileAt(path))?.isDirectory()) return
  } catch (cause) {
    throw refusal(path, cause)
  }
  throw refusal(path)
}

/**
 * Writes a file of results: whole, or not at all.
 * @throws PalimpsestError('storage') when it cannot be written; what was there before stays
 */
export async function writeResult(path: string, bytes: Uint8Array): Promise<void> {
  // Of this call alone: another process that writes the same file must not take it away.
  const unfinished = `${path}.${randomUUID()}${UNFINISHED}`
  try {
    const before = await fileAt(path)
    // A device or a pipe is written to; it is not replaced.
    if (before && !before.isFile()) return await writeFile(path, bytes)
    await writeFile(unfinished, bytes)
    await rename(unfinished, path)
  } catch (cause) {
    await rm(unfinished, { force: true }).catch(() => {})
    throw refusal(path, cause)
  }
}

/**
 * Makes a folder of results, where it is not there.
 * @throws PalimpsestError('storage') when it cannot be made
 */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((cause: unknown) => {
    throw refusal(path, cause)
  })
}

/** Removes what processes that were killed left of results of a folder; what cannot be removed stays. */
export async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.endsWith(UNFINISHED)) continue
    const path = join(folder, name)
    const file = await fileAt(path)
    if (file?.isFile() && Date.now() - file.mtimeMs > ABANDONED)
      await rm(path, { force: true }).catch(() => {})
  }
}

/**
 * Removes the files of a folder whose names match; all others stay.
 * @throws PalimpsestError('storage') when one cannot be removed
 */
export async function removeFiles(folder: string, names: RegExp): Promise<void> {
  try {
    for (const name of await readdir(folder)) if (names.test(name)) await rm(join(folder, name))
  } catch (cause) {
    throw refusal(folder, cause)
  }
}

const fileAt = (path: string) => stat(path).catch(() => undefined)
