// What the file of a technique says: the cases, what each side runs, and how a picture is scored.
import type { Pixels } from '../../src/shared/pixels'
import type { Judged, WhichJudge } from '../toyland/judge'
import type { HintKind } from './agreement'
import type { Drawn, DrawnKind } from './drawings'

/** A recipe as a person would write it, and the pictures that it names. */
export interface Request {
  readonly recipe: object
  readonly images?: Readonly<Record<string, Pixels>>
}

/** A call of a pipeline of diffusers. `tools/measure/diffusers_side.py` knows the few that need more than arguments. */
export interface DiffusersCall {
  /** Name of the class. */
  readonly pipeline: string
  /** Folder within `public/models`. */
  readonly checkpoint: string
  readonly seed: number
  readonly arguments: Readonly<Record<string, unknown>>
  /** Arguments that are pictures. */
  readonly pictures?: Readonly<Record<string, Pixels>>
  /** Networks beside the checkpoint: the pipeline's part, the class, and the folder within `public/models`. */
  readonly networks?: readonly (readonly [part: string, model: string, folder: string])[]
}

/** A picture that one side made, and what the judge sees in it. */
export interface Seen {
  readonly picture: Pixels
  readonly judged: Judged
  /** Pictures that the run showed: hints, masks. */
  readonly shown: Readonly<Record<string, Pixels>>
}

/** What a case is scored beside. */
export interface Beside {
  /** The same case without the technique. */
  readonly plain: Seen
  /** What the technique changes, where the technique says it; else the picture without it. */
  readonly before: Pixels
  /** For parts of the picture. */
  readonly judge: (part: Pixels) => Promise<Judged>
  /** True where any thing is, 64 x 64. */
  readonly thingsIn: (picture: Pixels) => Promise<readonly boolean[]>
}

/** Numbers by the name of the score; a score that does not apply to the case is left out. */
export type Scores = Readonly<Record<string, number>>

/** How the numbers of all cases become one. */
export interface ScoreKind {
  readonly label: string
  /** `share`: the mean as a percentage. `levels`: the mean of 255. `median dB`: PSNR, where a mean would be ruled by a few that are nearly equal. */
  readonly as: 'share' | 'mean' | 'levels' | 'median dB'
  /** What issue 16 asks for; `lower` where small is good. */
  readonly aim?: string
}

export interface Technique<Case = unknown> {
  readonly id: string
  readonly title: string
  /** Cases and scores in a few sentences, for a reader who has not seen this file. */
  readonly about: string
  /** What its figures say, where they fall short of the aim. */
  readonly note?: string
  /** The drawings that the cases are made of, if any. */
  readonly drawings?: DrawnKind
  /** The hint with which the results are to agree, which then is a score, named `agreement`; for drawings of `hints`. */
  readonly hint?: HintKind
  /** The judge that sees its pictures, where the first one has not learnt what they show. */
  readonly judge?: WhichJudge
  /** Networks in `public/models` that have to be there. */
  readonly networks?: readonly string[]
  /** Case number `index`; it does not depend on how many there are. */
  readonly caseOf: (index: number, drawn: Drawn | undefined) => Case
  /** The picture that is changed, where it is neither a part of the case nor what is made without the technique. */
  readonly before?: (one: Case) => Request | Pixels
  readonly withIt: (one: Case) => Request
  /** The same without the technique; a picture where nothing is run without it. */
  readonly withoutIt: (one: Case) => Request | Pixels
  /** Left out where diffusers has no such pipeline. */
  readonly diffusers?: (one: Case) => DiffusersCall
  /** `withIt` with diffusers' settings, where the guide's own differ: what its picture is compared with. */
  readonly likeDiffusers?: (one: Case) => Request
  readonly score: (one: Case, seen: Seen, beside: Beside) => Scores | Promise<Scores>
  readonly scores: Readonly<Record<string, ScoreKind>>
}

/** A technique whose kind of case only its own file knows. */
export const defineTechnique = <Case>(technique: Technique<Case>): Technique =>
  technique as unknown as Technique
