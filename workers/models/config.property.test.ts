// Configurations changed at random: a checkpoint opens or is refused in words, and never hangs.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { PalimpsestError } from '../../src/shared/errors'
import { readJson } from '../weights/readJson'
import { openCheckpoint } from './checkpoint'
import { checkpointTree, editedTree } from './fixtures/editedTree.node'

const value = fc.oneof(
  fc.constantFrom(null, true, false, 0, 1, 2, 3, 8, -1, 0.5, 1e9, 1e300, '', 'silu', 'default', [], {}),
  fc.array(fc.constantFrom(1, 2, 4, 8, 16, 0, null, 'UpBlock2D', 'DownBlock2D'), { maxLength: 6 }),
  fc.jsonValue(),
)

it.each([
  ['sd1', 'unet/config.json'],
  ['lcm', 'unet/config.json'],
  ['sd2', 'vae/config.json'],
  ['tiny-vae', 'vae/config.json'],
  ['sd1', 'text_encoder/config.json'],
])('any change of %s’s %s is taken or refused in words', async (name, path) => {
  const config = (await readJson(checkpointTree(name), path)) as Record<string, unknown>
  const key = fc.oneof(fc.constantFrom(...Object.keys(config)), fc.string())
  const changes = fc.dictionary(key, value, { minKeys: 1, maxKeys: 2 })
  await fc.assert(
    fc.asyncProperty(changes, async (changes) => {
      const tree = editedTree(name, { [path]: JSON.stringify({ ...config, ...changes }) })
      try {
        expect(await openCheckpoint(tree)).toBeDefined()
      } catch (error) {
        expect(error).toBeInstanceOf(PalimpsestError)
        expect((error as PalimpsestError).code).toBe('checkpoint')
      }
    }),
    { numRuns: 50 },
  )
})
