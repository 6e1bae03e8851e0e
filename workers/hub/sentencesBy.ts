// Sentences about a concept by a language model, as Pix2Pix Zero's direction is made of (Parmar et al. 2023, section 3.1; asked for and
// drawn as in diffusers' documentation of that pipeline).
import { throwIfCancelled } from '../../src/shared/cancelling'
import { PalimpsestError } from '../../src/shared/errors'
import type { SentencesWanted } from '../../src/shared/protocol/request'
import { countingWords } from './countingWords'
import { drawnWord } from './drawnWord'
import type { Loaded } from './loadedModels'
import { messages } from './messages'
import type { Written } from './pipe'

/** Sentences that are drawn for one that is wanted, at most: small models repeat themselves, and wander off. */
const triesEach = 3
/** Words, or parts of words, of a sentence. */
const mostWords = 60
/** The likeliest words, of which one is drawn. */
const likeliest = 10

const request = (concept: string) =>
  `Provide a caption for images containing ${articleFor(concept)}${concept}. The captions should be in English and should be no longer than 150 characters.`

const articleFor = (concept: string) =>
  /^(?:a|an|the|some)\s/i.test(concept) ? '' : /^[aeiou]/i.test(concept) ? 'an ' : 'a '

interface Hearers {
  readonly signal?: AbortSignal | undefined
  /** Hears what there is whenever there is one more. */
  readonly onSentence?: (sentences: readonly string[]) => void
}

/**
 * Different sentences that name the concept; fewer than were wanted where the model repeats itself.
 * @throws PalimpsestError('checkpoint') where none does
 */
export async function sentencesBy(
  { pipe, library }: Loaded,
  label: string,
  { concept: given, count, seed }: SentencesWanted,
  { signal, onSentence = () => {} }: Hearers = {},
): Promise<readonly string[]> {
  const concept = given.trim()
  const numbers = new library.random.Random(seed)
  const draw = drawnWord(likeliest, () => numbers.random())
  const found: string[] = []
  for (let tries = 0; found.length < count && tries < triesEach * count; tries++) {
    throwIfCancelled(signal)
    const [written] = (await pipe(request(concept), {
      max_new_tokens: mostWords,
      do_sample: false,
      logits_processor: [draw],
      num_beams: 1,
      streamer: countingWords(() => {}),
    })) as Written
    const sentence = (written?.generated_text ?? '').replaceAll(/\s+/g, ' ').trim()
    if (!names(sentence, concept) || found.includes(sentence)) continue
    found.push(sentence)
    onSentence([...found])
  }
  if (found.length === 0) throw new PalimpsestError(messages.noSentence({ model: label, concept }))
  return found
}

/** Whether a sentence has the concept in it; "dogs" is of a dog. */
const names = (sentence: string, concept: string) =>
  sentence.toLowerCase().includes(concept.toLowerCase().replace(/^(?:a|an|the|some)\s+/, ''))
