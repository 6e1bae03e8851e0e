// The words by which a LoRA is called, where the header of its file says them.
import { parseJson } from '../../weights/parseJson'

/** As many as are shown. */
const MOST = 8

/** A word that stands with nearly every picture of a training is what was taught; the rest describes the pictures. */
const COMMON = 0.9

/** From the words that the author wrote (modelspec), else from what kohya's trainer counted. */
export function triggerWordsOf(metadata: Readonly<Record<string, string>>): readonly string[] {
  const phrase = metadata['modelspec.trigger_phrase'] ?? metadata['ss_trigger_words']
  if (phrase !== undefined && phrase.trim() !== '') return wordsOf(phrase)
  return taught(metadata['ss_tag_frequency'])
}

const wordsOf = (list: string): readonly string[] =>
  [...new Set(list.split(',').map((word) => word.trim()))].filter((word) => word !== '').slice(0, MOST)

/** {"10_sks cat": {"sks cat": 20, "grass": 3}}: each folder of the training and how often each tag stood there. */
function taught(frequencies: string | undefined): readonly string[] {
  if (frequencies === undefined) return []
  const words: string[] = []
  for (const counts of Object.values(objectOf(frequencies))) {
    const entries = Object.entries(typeof counts === 'object' && counts !== null ? counts : {}).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number',
    )
    const most = Math.max(...entries.map(([, count]) => count))
    words.push(...entries.filter(([, count]) => count >= COMMON * most).map(([word]) => word))
  }
  return wordsOf(words.join(','))
}

/** What informs only may be malformed. */
function objectOf(text: string): object {
  try {
    const json = parseJson(text, 'configuration')
    return typeof json === 'object' && json !== null ? json : {}
  } catch {
    return {}
  }
}
