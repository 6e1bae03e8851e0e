// Sentences about a concept, whose mean embedding stands for it. The paper has a language model write a thousand for each; these
// patterns, in the manner of those for ImageNet's classes, need none.

export const patterns: readonly string[] = [
  'a photo of {a}',
  'a picture of {a}',
  'a drawing of {a}',
  'a close-up photo of {a}',
  'a bright photo of {the}',
  'a dark photo of {the}',
  'a good photo of {the}',
  'a cropped photo of {the}',
  'a rendering of {a}',
  'a painting of {the}',
  'a photo of one {bare}',
  'a photo of the clean {bare}',
  'a photo of the large {bare}',
  'a photo of the small {bare}',
  'a photo of {a} outside',
  'a photo of {a} indoors',
  '{a} in the grass',
  '{a} on a table',
  '{a} by a window',
  '{a} in the snow',
  '{a} at night',
  '{a} in the sun',
  '{a} seen from the side',
  '{a} seen from the front',
  'there is {a} in the picture',
  'I see {a}',
  'this is {the}',
  'somebody looks at {the}',
]

const VOWEL = /^[aeiou]/i

/** Sentences about a concept of few words: "cat", "oil painting". */
export function sentencesAbout(concept: string): readonly string[] {
  const bare = concept.trim()
  const forms: Readonly<Record<string, string>> = {
    a: `${VOWEL.test(bare) ? 'an' : 'a'} ${bare}`,
    the: `the ${bare}`,
    bare,
  }
  return patterns.map((pattern) => pattern.replace(/\{(\w+)\}/, (_, form: string) => forms[form]!))
}

/** One's own sentences, one a line. */
export const sentencesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
