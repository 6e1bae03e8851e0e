// What a picture shows, in words, by a model for "image-to-text".
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import type { Loaded } from './loadedModels'
import { messages } from './messages'
import { imageFor, type Written } from './pipe'
import { countingWords } from './countingWords'

/** Words, or parts of words: Stable Diffusion's text encoder reads 75. */
export const mostWords = 50

/** As many as are wanted, where the model has places for them. */
function roomFor(config: Readonly<Record<string, unknown>>): number {
  const { n_positions, max_position_embeddings } = (config['decoder'] ?? {}) as Record<string, unknown>
  const places = Number(n_positions ?? max_position_embeddings)
  return Math.min(mostWords, Number.isNaN(places) ? mostWords : places - 1)
}

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
    max_new_tokens: roomFor(pipe.model.config),
    do_sample: false,
    num_beams: 1,
    streamer: countingWords(onWord),
  })) as Written
  const text = (written?.generated_text ?? '').replaceAll(/\s+/g, ' ').trim()
  if (text === '') throw new PalimpsestError(messages.noCaption({ model: label }))
  return text
}
