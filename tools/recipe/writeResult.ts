import { writeFile } from 'node:fs/promises'
import { PalimpsestError } from '../../src/shared/errors'

/**
 * Writes a file of results.
 * @throws PalimpsestError('storage') when it cannot be written
 */
export async function writeResult(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes)
  } catch (cause) {
    throw new PalimpsestError(
      'storage',
      `${path} cannot be written.`,
      'Check its folder, and the room that is left.',
      { cause },
    )
  }
}
