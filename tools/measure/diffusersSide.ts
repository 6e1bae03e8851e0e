// diffusers' side: the same cases in its own pipelines, in one process for all of them.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from './finished'
import { keepInput, keepJson, nameOf } from './keptPictures'
import type { DiffusersCall } from './technique'

/** Runs the calls whose pictures are not yet in the folder; gives the files, in the order of the calls. */
export async function runDiffusers(
  python: string,
  calls: readonly DiffusersCall[],
  { folder, locate }: { readonly folder: string; readonly locate: (id: string) => string },
): Promise<readonly string[]> {
  const files = calls.map((call) => join(folder, `${nameOf(call)}.png`))
  const missing = calls.flatMap((call, at) => (existsSync(files[at]!) ? [] : [{ call, file: files[at]! }]))
  if (missing.length > 0) {
    const jobs = join(folder, `diffusers-${nameOf(calls)}.json`)
    await keepJson(
      jobs,
      await Promise.all(
        missing.map(async ({ call: { pictures = {}, ...call }, file }) => ({
          ...call,
          checkpoint: locate(call.checkpoint),
          pictures: Object.fromEntries(
            await Promise.all(
              Object.entries(pictures).map(
                async ([name, picture]) => [name, await keepInput(folder, picture)] as const,
              ),
            ),
          ),
          file,
        })),
      ),
    )
    await finished(python, ['-m', 'tools.measure.diffusers_side', jobs])
  }
  return files
}
