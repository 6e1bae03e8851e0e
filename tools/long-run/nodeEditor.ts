// Edits in this process.
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { PalimpsestError } from '../../src/shared/errors'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../../workers/guidance/list'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { readPicture } from '../recipe/picture'
import { Runner } from '../recipe/runner'
import type { LongRunEditor } from './editor'
import { longRunKinds } from './longRunKinds'

/** @param steps of each edit */
export async function openNodeEditor(steps: number): Promise<LongRunEditor> {
  const kinds = longRunKinds(await readPicture('public/pictures/cat-meadow.png'), steps)
  const backend = await openNodeBackend({ threads: 1 })
  const runner = new Runner(backend)
  return {
    kinds: kinds.map(({ name }) => name),
    async edit(kind, cancelAfter) {
      const { recipe, images } = kinds[kind]!
      const abort = new AbortController()
      if (cancelAfter !== undefined) void wait(cancelAfter).then(() => abort.abort())
      try {
        const run = await runner.prepare(parseRecipe(recipe, guideMetas))
        const { pixels } = await run({ images }, { signal: abort.signal })
        return createHash('sha256').update(pixels.data).digest('hex')
      } catch (error) {
        if (error instanceof PalimpsestError && error.code === 'cancelled') return undefined
        throw error
      } finally {
        await wait(0)
      }
    },
    async memory() {
      globalThis.gc?.()
      return { 'resident memory': process.memoryUsage().rss }
    },
    close: () => backend.dispose(),
  }
}
