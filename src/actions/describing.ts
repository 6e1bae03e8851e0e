// Texts by models: what the picture shows, and sentences about a concept.
import type { Editor } from '../engine/editor'
import { composePicture } from '../canvas/composePicture'
import { isOpen } from '../state/document'

/**
 * What the picture on the canvas shows, by the captioner that the person chose.
 * @returns nothing where there is no picture, where it failed, which is told, or was cancelled
 */
export async function describePicture(
  { document, bitmaps, engine, settings }: Editor,
  signal: AbortSignal,
): Promise<string | undefined> {
  const state = document.getState()
  if (!isOpen(state)) return undefined
  return engine.describe(composePicture(state, bitmaps), settings.getState().writtenBy.captions, { signal })
}

/** How many sentences are asked for at a time, as in diffusers' documentation of Pix2Pix Zero. */
export const sentencesAtOnce = 16

/** A language model's sentences about a concept; others each time. */
export const writeSentences = (
  { engine, settings }: Editor,
  concept: string,
  hearers: Parameters<Editor['engine']['writeSentences']>[2],
): Promise<readonly string[] | undefined> =>
  engine.writeSentences(
    { concept, count: sentencesAtOnce, seed: Math.floor(Math.random() * 2 ** 31) },
    settings.getState().writtenBy.sentences,
    hearers,
  )
