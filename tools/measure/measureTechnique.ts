// One technique: all its cases on every side, judged and scored.
import { readPicture } from '../recipe/picture'
import type { Pixels } from '../../src/shared/pixels'
import { agreementOf } from './agreement'
import { runDiffusers } from './diffusersSide'
import { drawCases } from './drawings'
import { keep, nameOf } from './keptPictures'
import type { Made } from './programSide'
import { psnr } from './pictureScores'
import { figureOf, sides, type Result, type Side } from './results'
import type { Beside, Request, Scores, Seen, Technique } from './technique'

export interface Measurement {
  readonly count: number
  /** For the report. */
  readonly command: string
  /** For pictures. */
  readonly folder: string
  readonly python: string
  /** The folder of a checkpoint or network, by id. */
  readonly locate: (id: string) => string
  readonly withDiffusers: boolean
  readonly program: (request: Request) => Promise<Made>
  readonly judge: Beside['judge']
  readonly thingsIn: Beside['thingsIn']
}

/** @throws what a run throws: a technique whose cases cannot all be run has no figures. */
export async function measureTechnique(technique: Technique, measurement: Measurement): Promise<Result> {
  const { count, command, folder, python, withDiffusers } = measurement
  const drawn = technique.drawings && (await drawCases(python, technique.drawings, count, folder))
  const cases = Array.from({ length: count }, (_, index) => technique.caseOf(index, drawn?.[index]))
  const { diffusers } = technique
  const theirs =
    withDiffusers && diffusers ? await runDiffusers(python, cases.map(diffusers), measurement) : undefined

  const scores: Record<Side, Scores[]> = { without: [], with: [], diffusers: [] }
  const made: Record<Side, Pixels[]> = { without: [], with: [], diffusers: [] }
  const same: Scores[] = []
  for (const [index, one] of cases.entries()) {
    const plain = await see(technique.withoutIt(one), measurement)
    const { before } = technique
    const beside = {
      plain,
      before: before ? (await see(before(one), measurement)).picture : plain.picture,
      judge: measurement.judge,
      thingsIn: measurement.thingsIn,
    }
    const add = async (side: Side, seen: Seen) => {
      scores[side].push(await technique.score(one, seen, beside))
      made[side].push(seen.picture)
    }
    await add('without', plain)
    await add('with', await see(technique.withIt(one), measurement))
    if (theirs) {
      await add('diffusers', await judged(await read(theirs[index]!), measurement))
      const like = technique.likeDiffusers?.(one)
      const ours = like ? (await see(like, measurement)).picture : made.with.at(-1)!
      same.push({ same: psnr(ours, made.diffusers.at(-1)!) })
    }
    if (process.stderr.isTTY) process.stderr.write(`\r${technique.id}: ${index + 1} of ${count} `)
  }
  if (process.stderr.isTTY) process.stderr.write('\n')
  const { hint } = technique
  if (hint)
    for (const side of sides) {
      const hints = drawn!.slice(0, made[side].length).map(({ pictures }) => pictures[hint]!)
      const figures = await agreementOf(hint, made[side], hints, measurement)
      scores[side] = scores[side].map((one, at) => ({ ...one, agreement: figures[at]! }))
    }

  const { id, title, about } = technique
  return {
    id,
    title,
    about,
    count,
    command,
    scores: [
      ...Object.entries(technique.scores).map(([name, kind]) => ({
        ...kind,
        figures: Object.fromEntries(
          sides.flatMap((side) => {
            const figure = figureOf(kind.as, scores[side], name)
            return figure ? [[side, figure] as const] : []
          }),
        ),
      })),
      ...(theirs ? [{ ...sameness, figures: { with: figureOf(sameness.as, same, 'same')! } }] : []),
    ],
  }
}

/** How near the program's pictures are to those of diffusers, which they are to be like. */
const sameness = { label: 'the program’s picture against diffusers’', as: 'median dB' } as const

const read = async (file: string): Promise<Made> => ({ picture: await readPicture(file), shown: {} })

async function see(what: Request | Pixels, measurement: Measurement): Promise<Seen> {
  if (!('recipe' in what)) return judged({ picture: what, shown: {} }, measurement)
  const made = await keep(measurement.folder, nameOf(what), () => measurement.program(what))
  return judged(made, measurement)
}

const judged = async (made: Made, { judge }: Measurement): Promise<Seen> => ({
  ...made,
  judged: await judge(made.picture),
})
