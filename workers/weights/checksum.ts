// The two checksums that the Hub gives: SHA-256 of large files, and of small ones the SHA-1 by which Git names a file's content.
import { throwIfCancelled } from '../../src/shared/cancelling'
import { Sha256 } from './sha256'

export interface Checksum {
  /** `git-blob`: SHA-1 of "blob", a blank, the length, a zero byte and the content (Pro Git, section 10.2). */
  readonly kind: 'sha256' | 'git-blob'
  /** Lower case. */
  readonly hex: string
}

/** Bytes that are read at a time. */
const PART = 8_000_000

/**
 * Whether a file has a checksum. SHA-256 is worked out in parts; SHA-1 in memory, since Git's own files on the Hub are small.
 * @throws PalimpsestError('cancelled')
 */
export async function hasChecksum(
  file: Blob,
  { kind, hex }: Checksum,
  signal: AbortSignal,
): Promise<boolean> {
  if (kind === 'git-blob') {
    const whole = await new Blob([`blob ${file.size}\0`, file]).arrayBuffer()
    return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-1', whole))) === hex
  }
  const hash = new Sha256()
  for (let at = 0; at < file.size; at += PART) {
    throwIfCancelled(signal)
    hash.update(new Uint8Array(await file.slice(at, at + PART).arrayBuffer()))
  }
  return hash.digest() === hex
}

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
