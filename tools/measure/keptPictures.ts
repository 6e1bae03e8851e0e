// Pictures that a measurement has made, in a folder: one that was stopped goes on, and a larger one makes only what is new.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pixels } from '../../src/shared/pixels'
import { readPicture, writePng } from '../recipe/picture'
import type { Made } from './programSide'

/** A short name for what makes a picture; pictures count by their pixels. */
export function nameOf(what: object): string {
  const hash = createHash('sha256')
  const text = JSON.stringify(what, (_, value: unknown) => {
    if (!(value instanceof Uint8ClampedArray)) return value
    return createHash('sha256').update(value).digest('hex')
  })
  return hash.update(text).digest('hex').slice(0, 24)
}

/** Reads what was made under this name, or makes it and keeps it. */
export async function keep(folder: string, name: string, make: () => Promise<Made>): Promise<Made> {
  const file = join(folder, `${name}.png`)
  if (existsSync(file)) return { picture: await readPicture(file), shown: await shownOf(folder, name) }
  const made = await make()
  for (const [key, picture] of Object.entries(made.shown))
    await writePng(join(folder, `${name} ${key}.png`), picture)
  // Last, since it says that all is there.
  await writePng(file, made.picture)
  return made
}

async function shownOf(folder: string, name: string): Promise<Record<string, Pixels>> {
  const shown: Record<string, Pixels> = {}
  for (const file of await readdir(folder))
    if (file.startsWith(`${name} `) && file.endsWith('.png'))
      shown[file.slice(name.length + 1, -'.png'.length)] = await readPicture(join(folder, file))
  return shown
}

/** Inputs that are being written, by their file: cases that share one ask for it at the same time. */
const writing = new Map<string, Promise<void>>()

/** Writes a picture once, and says where it lies. */
export async function keepInput(folder: string, picture: Pixels): Promise<string> {
  const file = join(folder, `input-${nameOf(picture)}.png`)
  if (!existsSync(file) && !writing.has(file)) writing.set(file, writePng(file, picture))
  await writing.get(file)
  return file
}

export const keepJson = (path: string, value: unknown) =>
  writeFile(path, `${JSON.stringify(value, null, 2)}\n`)
