// What the pictures of a concept are said to show. Without captions of the person's own: DreamBooth's "a {word} {class}", or the
// templates of Textual Inversion (Gal et al. 2022, arXiv:2208.01618, after CLIP's), one of which is drawn each time.
import type { Concept, TrainingPlan } from '../../src/shared/trainingPlan'

type Manner = Pick<TrainingPlan, 'kind' | 'learns' | 'newWord'>

/**
 * What a caption calls a concept. A style has its name alone, and so has what gets a word of its own, but with Custom Diffusion: beside its
 * class it would look like that wherever pictures of the class have been and its own have not.
 */
export function calledIn(
  { kind, learns, newWord }: Manner,
  { word, className }: Pick<Concept, 'word' | 'className'>,
): string {
  const pivotal = newWord && (kind === 'lora' || kind === 'whole')
  const alone = kind === 'word' || pivotal || learns === 'style' || className === ''
  return alone ? word : `${word} ${className}`
}

/** The captions of one of a concept's pictures, any of which is true. */
export function captionsOf(manner: Manner, concept: Concept, picture: number): readonly string[] {
  const called = calledIn(manner, concept)
  const own = concept.captions[picture]?.trim()
  if (own) return [own.replaceAll('{}', called)]
  if (manner.kind === 'controlnet') return ['']
  if (manner.learns === 'style') return styles.map((template) => `${template} in the style of ${called}`)
  return manner.kind === 'word' ? subjects.map((template) => `${template} ${called}`) : [`a ${called}`]
}

/** A caption of the picture at another size, with the words of Custom Diffusion (Kumari et al. 2023, arXiv:2212.04488). */
export function captionsAtSize(caption: string, size: 'far' | 'near' | 'usual'): readonly string[] {
  if (size === 'usual') return [caption]
  const words = size === 'far' ? ['far away', 'very small'] : ['zoomed in', 'close up']
  const [, article = '', rest = ''] = /^(an? |)(.*)$/s.exec(caption)!
  return words.map((word) => `${article && 'a '}${word} ${rest}`)
}

const subjects = [
  'a photo of a',
  'a rendering of a',
  'a cropped photo of the',
  'the photo of a',
  'a photo of a clean',
  'a photo of a dirty',
  'a dark photo of the',
  'a photo of my',
  'a photo of the cool',
  'a close-up photo of a',
  'a bright photo of the',
  'a cropped photo of a',
  'a photo of the',
  'a good photo of the',
  'a photo of one',
  'a close-up photo of the',
  'a rendition of the',
  'a photo of the clean',
  'a rendition of a',
  'a photo of a nice',
  'a good photo of a',
  'a photo of the nice',
  'a photo of the small',
  'a photo of the weird',
  'a photo of the large',
  'a photo of a cool',
  'a photo of a small',
]

/** "close-up" stands twice, as there. */
const styles = [
  'a painting',
  'a rendering',
  'a cropped painting',
  'the painting',
  'a clean painting',
  'a dirty painting',
  'a dark painting',
  'a picture',
  'a cool painting',
  'a close-up painting',
  'a bright painting',
  'a cropped painting',
  'a good painting',
  'a close-up painting',
  'a rendition',
  'a nice painting',
  'a small painting',
  'a weird painting',
  'a large painting',
]
