// Teaching a checkpoint from the person's own pictures.
import type { Editor } from '../engine/editor'
import { saveFile } from '../files/fileDialogs'
import { openToBeScaled } from '../files/scaledDown'
import type { Pixels } from '../shared/pixels'
import { stepsFor, usualRate, type Learnable, type LessonKind } from '../shared/lessonKinds'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import { parsePrompt } from '../shared/prompt/parsePrompt'
import {
  mostCompanions,
  mostSamplePrompts,
  parseTrainingPlan,
  type Concept,
  type TrainingPlan,
} from '../shared/trainingPlan'
import { familyOf } from '../shared/networkFamily'
import { summaryOf, type JobsState } from '../state/jobs'
import type { TextKey } from '../strings/text'

/** What the page teaches; pairs and hints are for the command line. */
export const taughtKinds = ['lora', 'word', 'custom-diffusion', 'whole'] as const satisfies LessonKind[]
type TaughtKind = (typeof taughtKinds)[number]

/** Stands in a caption for the name of what is learned. */
export const nameMark = '{}'
/** How a caption ends that names a style, as prompts do: "a red house, pixel art". */
export const styleMark = `, ${nameMark}`

/** Of timesteps of the noisier half: measured on Toyland (docs/teaching.md), better of every kind. */
const usualTimestepBias = 3

/** Vectors of a new word: a word that trains alone has to say all of it, and one whose network trains along to tell it from the rest. */
const usualVectors: Readonly<Record<TaughtKind, number>> = {
  lora: 4,
  word: 16,
  'custom-diffusion': 1,
  whole: 4,
}

/** One thing or style that is taught, and its pictures. */
export interface TaughtThing {
  readonly files: readonly File[]
  /** What each picture shows, in turn, `{}` for the name of what is learned; it may say nothing. */
  readonly captions: readonly string[]
  readonly word: string
  readonly className: string
}

export const noThing: TaughtThing = { files: [], captions: [], word: '', className: '' }
/** As many are offered to be learned together. */
export const mostThings = 4

export interface LessonForm {
  readonly kind: TaughtKind
  readonly learns: Learnable
  /** One or more; several are learned together. */
  readonly things: readonly TaughtThing[]
  /** Absent: as many as suit the pictures. */
  readonly steps?: number
  /** Of which pictures are made on the way, one a line; may be empty. */
  readonly samplePrompts: string
  readonly batch: number
  /** Of a LoRA. */
  readonly rank: number
  /** Whether the word of a LoRA or of a whole network is a new one, whose vectors train along. */
  readonly newWord: boolean
  /** Absent: as many as are usual, once the class has a name. */
  readonly classPictures?: number
  /** Things beside which it is learned too, with commas between. */
  readonly companions: string
  /** Whether the pictures are learned mirrored as well. */
  readonly flip: boolean
  /** Sizes and places at which each picture is learned in place of its own. */
  readonly crops: number
  /** Absent: the usual one of its kind. */
  readonly learningRate?: number | undefined
}

/** Why a form cannot be taught, as far as the page knows; what the engine finds is its forecast's refusal. */
export function teachObstacle(
  state: Pick<JobsState, 'engine' | 'checkpoints'>,
  checkpoint: string,
  { things, samplePrompts, companions }: Pick<LessonForm, 'things' | 'samplePrompts' | 'companions'>,
): TextKey | undefined {
  if (state.engine === 'failed') return 'run.engineFailed'
  const entry = state.checkpoints.find(({ id }) => id === checkpoint)
  if (!entry || entry.status === 'failed') return 'run.noCheckpoint'
  const { summary } = entry
  if (!summary) return 'run.opening'
  if (familyOf(summary.levels, summary.textWidth) === 'sdxl') return 'teach.noXl'
  if (unreadableName(things) !== undefined) return 'teach.wordRead'
  if (parts(samplePrompts, '\n').length > mostSamplePrompts) return 'teach.manyPrompts'
  if (parts(companions, ',').length > mostCompanions) return 'teach.manyCompanions'
  const missing = things[unfinishedThing(things)]
  if (!missing) return undefined
  const several = things.length > 1
  if (missing.files.length === 0) return several ? 'teach.noPicturesOf' : 'teach.noPictures'
  return several ? 'teach.noWordOf' : 'teach.noWord'
}

/** The first name of which prompts would read a part as weights or an add-on: "(cat)", "<lora:cat:1>". */
export const unreadableName = (things: LessonForm['things']): string | undefined =>
  things
    .map(({ word }) => word.trim())
    .find((word) => {
      const { plain, addOns } = parsePrompt(`a ${word} b`, { syntax: 'both', steps: 20 })
      return !plain || addOns.length > 0
    })

/** The first that lacks its pictures or its name; -1 where none does. */
export const unfinishedThing = (things: LessonForm['things']): number =>
  things.findIndex(({ files, word }) => files.length === 0 || word.trim() === '')

/** Whether its word may be a new one or not: the others are of nothing but one. */
export const mayHaveNewWord = ({ kind }: Pick<LessonForm, 'kind'>): boolean =>
  kind === 'lora' || kind === 'whole'

/** All pictures, of one thing after the other. */
export const picturesOf = ({ things }: Pick<LessonForm, 'things'>): readonly File[] =>
  things.flatMap(({ files }) => files)

export const stepsOf = ({
  steps,
  kind,
  learns,
  things,
}: Pick<LessonForm, 'steps' | 'kind' | 'learns' | 'things'>): number =>
  steps ?? stepsFor(kind, picturesOf({ things }).length, learns)

/** Pictures of the class that are usual, and of a style those of what its pictures show: without it, it stays as it is. */
const usualClassPictures: Readonly<Record<Learnable, number>> = { subject: 40, style: 20 }

export const classPicturesOf = ({
  classPictures,
  kind,
  learns,
  things,
}: Pick<LessonForm, 'classPictures' | 'kind' | 'learns' | 'things'>): number => {
  if (classPictures !== undefined) return classPictures
  // A word alone changes nothing else.
  const known =
    learns === 'style'
      ? keptCaptions({ learns, things }).length > 0
      : things.every(({ className }) => className.trim() !== '')
  return kind === 'word' || !known ? 0 : usualClassPictures[learns]
}

/** What pictures of the class show: what the person's do, so that the difference is the name alone. Of a style, the same without it. */
function keptCaptions({ learns, things }: Pick<LessonForm, 'learns' | 'things'>): readonly string[] {
  const said = things.flatMap(({ captions }) => captions.map((caption) => caption.trim()))
  const kept =
    learns === 'subject'
      ? said.filter((caption) => caption.includes(nameMark))
      : said
          .filter((caption) => caption.endsWith(styleMark))
          .map((caption) => caption.slice(0, -styleMark.length))
  return [...new Set(kept)]
}

/**
 * Reads the pictures and queues the training, on the checkpoint that makes pictures.
 * @throws PalimpsestError when a picture cannot be read, or the plan does not fit.
 */
export async function teach(editor: Editor, form: LessonForm): Promise<void> {
  const { engine, jobs, settings } = editor
  const images: Record<string, Pixels> = {}
  for (const [at, file] of picturesOf(form).entries())
    images[nameOf(file, at)] = (await openToBeScaled(file)).pixels
  const checkpoint = settings.getState().draft.checkpoint.generate
  engine.train(planOf(form, checkpoint, summaryOf(jobs.getState(), checkpoint)), images)
}

/** @param at among the pictures of all things, of which two may have the same name */
const nameOf = ({ name }: File, at: number): string => `${at + 1} ${name}`

/** The things as a plan has them. What is not filled in yet has a stand-in. */
function conceptsOf(things: LessonForm['things']): readonly Concept[] {
  let before = 0
  return things.map(({ files, captions, word, className }, at) => {
    const first = before
    before += files.length
    return {
      word: word.trim() || `<word-${at + 1}>`,
      className: className.trim(),
      pictures: files.length > 0 ? files.map((file, own) => nameOf(file, first + own)) : [`${at + 1}`],
      captions,
    }
  })
}

/**
 * The plan of a form. What is not filled in yet has a stand-in, so that it can be told beforehand what the training takes.
 * @throws PalimpsestError when a setting does not fit.
 */
export function planOf(
  form: LessonForm,
  checkpoint: string,
  summary: CheckpointSummary | undefined,
): TrainingPlan {
  const { things, samplePrompts, companions, newWord, ...rest } = form
  const steps = stepsOf(form)
  const [first, ...others] = conceptsOf(things)
  // More than there may be are an obstacle.
  const shown = parts(samplePrompts, '\n').slice(0, mostSamplePrompts)
  const { width: size, textWidth } = summary ?? {}
  return parseTrainingPlan({
    version: 1,
    checkpoint,
    ...rest,
    ...first,
    others,
    steps,
    learningRate: form.learningRate ?? usualRate(form.kind, textWidth),
    timestepBias: usualTimestepBias,
    vectors: usualVectors[form.kind],
    classPictures: classPicturesOf(form),
    classCaptions: keptCaptions(form),
    newWord: newWord && mayHaveNewWord(form),
    companions: parts(companions, ',').slice(0, mostCompanions),
    saveEvery: 20,
    ...(shown.length > 0 && {
      samplePrompts: shown,
      sampleEvery: Math.max(20, Math.round(steps / 10)),
    }),
    ...(size !== undefined && { size }),
  })
}

/** What stands between marks, without what is empty. */
const parts = (text: string, mark: string): readonly string[] =>
  text
    .split(mark)
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** Saves an add-on that was opened from a file, or learned here. */
export async function saveAddOn({ jobs, fail }: Editor, id: string): Promise<void> {
  const source = jobs.getState().addOns.find((entry) => entry.id === id)?.source
  if (source?.kind !== 'file') return
  try {
    await saveFile(Promise.resolve(source.file), source.file.name)
  } catch (error) {
    fail(error)
  }
}
