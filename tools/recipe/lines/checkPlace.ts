// Files held against the hashes that a line gives, once each.
import { createHash } from 'node:crypto'
import { PalimpsestError } from '../../../src/shared/errors'
import type { ByteSource } from '../../../workers/weights/byteSource'
import { fileAt, treeAt } from '../addresses'
import type { Place } from './jobLine'

const chunk = 2 ** 24

/** Hashes of files that were read already; a network is asked for again and again. */
export class CheckedPlaces {
  private readonly known = new Map<string, Promise<string>>()

  /** @throws PalimpsestError('weights') when a file is missing or is another one */
  async check({ address, sha256 }: Place): Promise<void> {
    if (sha256 === undefined) return
    const { folder, path } = fileAt(address)
    if (typeof sha256 !== 'string') {
      for (const [file, wanted] of Object.entries(sha256)) await this.checkFile(folder, file, wanted)
      return
    }
    if (path === undefined)
      throw new PalimpsestError(
        'recipe',
        `${address} is a folder, and the line gives one hash for it.`,
        'Give the hashes of its files by their paths: {"unet/diffusion_pytorch_model.safetensors": "..."}.',
      )
    await this.checkFile(folder, path, sha256)
  }

  private async checkFile(folder: string, path: string, wanted: string): Promise<void> {
    const key = `${folder}\n${path}`
    const hashing = this.known.get(key) ?? hashOf(folder, path)
    this.known.set(key, hashing)
    hashing.catch(() => this.known.delete(key))
    if ((await hashing) !== wanted) throw otherFile(`${folder}/${path}`)
  }
}

/**
 * Holds the bytes of a picture against its hash.
 * @throws PalimpsestError('weights') when it is another one
 */
export function checkBytes(bytes: Uint8Array, { address, sha256 }: Place): void {
  if (sha256 !== undefined && createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw otherFile(address)
}

async function hashOf(folder: string, path: string): Promise<string> {
  const file = await treeAt(folder).open(path)
  if (!file)
    throw new PalimpsestError(
      'weights',
      `${folder}/${path} cannot be read.`,
      'Check the address of the line.',
    )
  return hashOfSource(file)
}

async function hashOfSource(file: ByteSource): Promise<string> {
  const hash = createHash('sha256')
  for (let at = 0; at < file.size; at += chunk)
    hash.update(await file.read(at, Math.min(at + chunk, file.size)))
  return hash.digest('hex')
}

const otherFile = (path: string) =>
  new PalimpsestError(
    'weights',
    `${path} is another file than the one that the line was written for.`,
    'Its SHA-256 is not the one of the line: get the right file, or correct the hash.',
  )
