// How far pictures agree with the hints that they were made from, as tools/toyland/control measures it.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Pixels } from '../../src/shared/pixels'
import { keepInput, keepJson } from './keptPictures'

export type HintKind = 'canny' | 'scribble' | 'depth' | 'segmentation' | 'colour'

const run = promisify(execFile)

/** One figure a picture; what it is of, `MEASURES` of tools/toyland/control/agreement.py says. */
export async function agreementOf(
  kind: HintKind,
  pictures: readonly Pixels[],
  hints: readonly Pixels[],
  { python, folder }: { readonly python: string; readonly folder: string },
): Promise<readonly number[]> {
  const files = (all: readonly Pixels[]) => Promise.all(all.map((picture) => keepInput(folder, picture)))
  const path = join(folder, 'agreement.json')
  await keepJson(path, { kind, pictures: await files(pictures), hints: await files(hints) })
  await run(python, ['-m', 'tools.measure.agreement_of', path])
  return JSON.parse(await readFile(path, 'utf8')) as readonly number[]
}
