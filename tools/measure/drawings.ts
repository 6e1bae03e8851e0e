// Scenes that tools/toyland draws for cases whose truth has to be known: pictures, hints, masks, and what they show.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Pixels } from '../../src/shared/pixels'
import { readPicture } from '../recipe/picture'
import type { Judgement } from '../toyland/judge'

const run = promisify(execFile)

/** See tools/measure/draw_cases.py. */
export type DrawnKind = 'edits' | 'hints' | 'replacements'

export interface Drawn {
  readonly texts: Readonly<Record<string, string>>
  /** True answers of the judge's attributes, by picture. */
  readonly labels: Readonly<Record<string, Judgement>>
  readonly pictures: Readonly<Record<string, Pixels>>
}

interface Written {
  readonly texts: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, Judgement>>
  readonly pictures: Readonly<Record<string, string>>
}

/** Draws the first `count` of a kind into a folder, and reads them. */
export async function drawCases(
  python: string,
  kind: DrawnKind,
  count: number,
  folder: string,
): Promise<readonly Drawn[]> {
  await run(python, ['-m', 'tools.measure.draw_cases', kind, String(count), folder])
  const written = JSON.parse(await readFile(join(folder, `${kind}.json`), 'utf8')) as readonly Written[]
  return Promise.all(
    written.map(async ({ texts, labels, pictures }) => ({
      texts,
      labels,
      pictures: Object.fromEntries(
        await Promise.all(
          Object.entries(pictures).map(
            async ([name, file]) => [name, await readPicture(join(folder, file))] as const,
          ),
        ),
      ),
    })),
  )
}
