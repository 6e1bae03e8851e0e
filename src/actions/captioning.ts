// What the pictures that are learned from show, said by the captioner that the person chose.
import type { Editor } from '../engine/editor'
import { openToBeScaled } from '../files/scaledDown'
import { knowsOnlyToyland } from '../engine/smallWorld'
import { summaryOf } from '../state/jobs'
import { nameMark, styleMark, type LessonForm, type TaughtThing } from './teaching'

/** What is told of a thing by its pictures. */
type Described = Pick<TaughtThing, 'className'> & Pick<LessonForm, 'learns'>

/** What a captioner takes the thing for, which it says first: "a yellow car" of "a yellow car in a meadow". */
const takenFor = /^(?:an?|the|one) .+?(?= (?:and|with|in|on|at|under|near|beside|next|behind|left|right)\b)/iu

/**
 * What a captioner said of a picture, as the caption from which something is learned: its name stands in place of its kind ("a robot on
 * the beach" becomes "a {} on the beach"), where its kind is not said in place of what the captioner took it for, which may be anything, and
 * of a style behind the rest.
 */
export function lessonCaption(said: string, { className, learns }: Described): string {
  const text = said.trim()
  if (learns === 'style') return `${text}${styleMark}`
  const kind = className.trim().replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
  const named =
    kind === ''
      ? text
      : text.replace(new RegExp(String.raw`(?<![\p{L}\p{N}])${kind}(?![\p{L}\p{N}])`, 'iu'), nameMark)
  if (named !== text) return named
  return takenFor.test(text) ? text.replace(takenFor, `a ${nameMark}`) : `a ${nameMark}, ${text}`
}

/**
 * Has the captioner describe the pictures of a thing one after another.
 * @param onSaid hears each caption and the number of its picture, from 0
 * @returns when all are described, one could not be, which is told, or it was cancelled
 * @throws PalimpsestError when a picture cannot be read.
 */
export async function describePictures(
  { engine, settings }: Pick<Editor, 'engine' | 'settings'>,
  thing: Described & Pick<TaughtThing, 'files'>,
  {
    signal,
    onSaid,
  }: { readonly signal: AbortSignal; readonly onSaid: (at: number, caption: string) => void },
): Promise<void> {
  for (const [at, file] of thing.files.entries()) {
    const { pixels } = await openToBeScaled(file)
    const said = await engine.describe(pixels, settings.getState().writtenBy.captions, { signal })
    if (said === undefined) return
    onSaid(at, lessonCaption(said, thing))
  }
}

/**
 * Whether the pictures of a thing should be described before they are learned from: nothing is said of them, and Toyland's captioner, which comes with the
 * program, knows what they show beside the thing.
 */
export function wantsDescribing({ jobs, settings }: Editor, { captions, files }: TaughtThing): boolean {
  const { draft, writtenBy } = settings.getState()
  const checkpoint = draft.checkpoint.generate
  return (
    files.length > 0 &&
    captions.every((caption) => caption.trim() === '') &&
    writtenBy.captions === '' &&
    knowsOnlyToyland(checkpoint, summaryOf(jobs.getState(), checkpoint))
  )
}

/** A form as it will be learned from: where the captioner is to say first what the pictures show, by a stand-in. */
export const asDescribed = (editor: Editor, form: LessonForm): LessonForm => ({
  ...form,
  things: form.things.map((thing) =>
    wantsDescribing(editor, thing)
      ? { ...thing, captions: thing.files.map(() => lessonCaption('a', { ...thing, learns: form.learns })) }
      : thing,
  ),
})
