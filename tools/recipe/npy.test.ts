// NumPy's files, written and read.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folder } from './fixtures/commandLine.node'
import { readNpy, writeNpy } from './npy'

describe('.npy files', () => {
  it('come back as they were', async () => {
    const path = join(folder, 'again.npy')
    for (const shape of [[6], [2, 3], [1, 2, 3, 1]]) {
      const written = { data: Float32Array.from([1.5, -0, 1e-40, Infinity, NaN, 7]), shape }
      await writeNpy(path, written)
      expect(await readNpy(path)).toEqual(written)
      // The data begins on a multiple of 64 bytes, as NumPy wants it.
      expect((await readFile(path)).length).toBe(128 + 24)
    }
  })
})
