// What the pictures that are learned from show, said by the captioner that the person chose.
import type { Editor } from '../engine/editor'
import { openPicture } from '../files/openPicture'
import { nameMark, type LessonForm } from './teaching'

/**
 * What a captioner said of a picture, as the caption from which something is learned: its name stands in place of its kind ("a robot on
 * the beach" becomes "a {} on the beach"), in front where its kind is not said, and behind where it is a style.
 */
export function lessonCaption(
  said: string,
  { className, learns }: Pick<LessonForm, 'className' | 'learns'>,
): string {
  const text = said.trim()
  if (learns === 'style') return `${text} in the style of ${nameMark}`
  const kind = className.trim().replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
  const named =
    kind === ''
      ? text
      : text.replace(new RegExp(String.raw`(?<![\p{L}\p{N}])${kind}(?![\p{L}\p{N}])`, 'iu'), nameMark)
  return named === text ? `a ${nameMark}, ${text}` : named
}

/**
 * Has the captioner describe the pictures one after another.
 * @param onSaid hears each caption and the number of its picture, from 0
 * @returns when all are described, one could not be, which is told, or it was cancelled
 * @throws PalimpsestError when a picture cannot be read.
 */
export async function describePictures(
  { engine, settings }: Pick<Editor, 'engine' | 'settings'>,
  form: Pick<LessonForm, 'files' | 'className' | 'learns'>,
  {
    signal,
    onSaid,
  }: { readonly signal: AbortSignal; readonly onSaid: (at: number, caption: string) => void },
): Promise<void> {
  for (const [at, file] of form.files.entries()) {
    const { pixels } = await openPicture(file)
    const said = await engine.describe(pixels, settings.getState().writtenBy.captions, { signal })
    if (said === undefined) return
    onSaid(at, lessonCaption(said, form))
  }
}
