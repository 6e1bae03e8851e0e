// What a picture shows, in words, by a model for "image-to-text".
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import type { Loaded } from './loadedModels'
import { messages } from './messages'
import { imageFor, type Written } from './pipe'
import { countingWords } from './countingWords'

/** Words, or parts of words: Stable Diffusion's text encoder reads 75. */
export const mostWords = 50

/**
 * A caption of a picture, the likeliest word each time, in one line.
 * @param onWord hears how many words there are, of at most `mostWords`
 * @throws PalimpsestError('checkpoint') where the model has nothing to say
 */
export async function captionOf(
  { pipe, library }: Loaded,
  label: string,
  picture: Pixels,
  onWord: (count: number) => void = () => {},
): Promise<string> {
  const [written] = (await pipe(imageFor(pipe, picture, library), {
    max_new_tokens: mostWords,
    do_sample: false,
    num_beams: 1,
    streamer: countingWords(onWord),
  })) as Written
  const text = (written?.generated_text ?? '').replaceAll(/\s+/g, ' ').trim()
  if (text === '') throw new PalimpsestError(messages.noCaption({ model: label }))
  return text
}
