// One technique: all its cases on every side, judged and scored.
import type { WhichJudge } from '../toyland/judge'
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
  /** Cases that diffusers has, the first ones. */
  readonly diffusersCount: number
  readonly program: (request: Request) => Promise<Made>
  readonly judge: (part: Pixels, which: WhichJudge) => ReturnType<Beside['judge']>
  readonly thingsIn: Beside['thingsIn']
}

/** @throws what a run throws: a technique whose cases cannot all be run has no figures. */
export async function measureTechnique(technique: Technique, measurement: Measurement): Promise<Result> {
  const { count, command, folder, python } = measurement
  const judge: Beside['judge'] = (picture) => measurement.judge(picture, technique.judge ?? 'judge')
  const judged = async (made: Made): Promise<Seen> => ({ ...made, judged: await judge(made.picture) })
  const see = async (what: Request | Pixels) => judged(await make(what, measurement))
  const drawn = technique.drawings && (await drawCases(python, technique.drawings, count, folder))
  const cases = Array.from({ length: count }, (_, index) => technique.caseOf(index, drawn?.[index]))
  const { diffusers } = technique
  const calls = diffusers ? cases.slice(0, measurement.diffusersCount).map(diffusers) : []
  const theirs = await runDiffusers(python, calls, measurement)

  const scores: Record<Side, Scores[]> = { without: [], with: [], diffusers: [] }
  const made: Record<Side, Pixels[]> = { without: [], with: [], diffusers: [] }
  const same: Scores[] = []
  for (const [index, one] of cases.entries()) {
    const plain = await see(technique.withoutIt(one))
    const { before } = technique
    const beside = {
      plain,
      before: before ? (await make(before(one), measurement)).picture : plain.picture,
      judge,
      thingsIn: measurement.thingsIn,
    }
    const add = async (side: Side, seen: Seen) => {
      scores[side].push(await technique.score(one, seen, beside))
      made[side].push(seen.picture)
    }
    await add('without', plain)
    await add('with', await see(technique.withIt(one)))
    const their = theirs[index]
    if (their !== undefined) {
      await add('diffusers', await judged(await read(their)))
      const like = technique.likeDiffusers?.(one)
      const ours = like ? (await make(like, measurement)).picture : made.with.at(-1)!
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
      ...Object.entries(technique.scores).map(([name, kind]) => {
        const beside = theirs.length < count && figureOf(kind.as, scores.with.slice(0, theirs.length), name)
        return {
          ...kind,
          figures: Object.fromEntries(
            sides.flatMap((side) => {
              const figure = figureOf(kind.as, scores[side], name)
              return figure ? [[side, figure] as const] : []
            }),
          ),
          ...(beside && { beside }),
        }
      }),
      ...(same.length > 0 ? [{ ...sameness, figures: { with: figureOf(sameness.as, same, 'same')! } }] : []),
    ],
  }
}

/** How near the program's pictures are to those of diffusers, which they are to be like. */
const sameness = { label: 'the program’s picture against diffusers’', as: 'median dB' } as const

const read = async (file: string): Promise<Made> => ({ picture: await readPicture(file), shown: {} })

async function make(what: Request | Pixels, { folder, program }: Measurement): Promise<Made> {
  if (!('recipe' in what)) return { picture: what, shown: {} }
  return keep(folder, nameOf(what), () => program(what))
}
