// Pictures of what is learned beside something else, put together of the person's own and of those that the checkpoint makes.
import { conceptsOf, type Concept, type TrainingPlan } from '../../src/shared/trainingPlan'
import type { Pixels } from '../../src/shared/pixels'
import { calledIn, captionsOf } from '../training/captions'
import { middleOf, type CaptionedPicture } from '../training/encodePictures'
import { sideBySide } from '../training/sideBySide'
import { classPicture } from './classPicture'
import type { Networks } from './networks'

interface CompanyMeans {
  readonly networks: Networks
  readonly pixelsOf: (name: string) => Pixels
  readonly share: number
  readonly signal?: AbortSignal | undefined
  /** Before each picture of a companion is made. @param at from 1 */
  readonly onPicture?: ((at: number, count: number) => void) | undefined
}

/** One picture of a concept, and what one of its captions says but for the concept. */
interface Shown {
  readonly name: string
  readonly called: string
  readonly caption: string
}

/**
 * Each concept's pictures beside one of every companion, and beside those of the other concepts, on either side. The captions name both, the
 * companion's picture is made by the same caption without the concept.
 */
export async function companyPictures(
  plan: TrainingPlan,
  { networks, pixelsOf, share, signal, onPicture }: CompanyMeans,
): Promise<readonly CaptionedPicture[]> {
  const { companions, size } = plan
  if (companions.length === 0) return []
  const options = { size, scaleFactor: networks.scaleFactor }
  const together = (one: Pixels, other: Pixels, name: string, captions: readonly string[]) =>
    [
      [one, other],
      [other, one],
    ].map(([left, right]): CaptionedPicture => ({
      name,
      captions,
      share,
      ...sideBySide(middleOf(left!), middleOf(right!), options),
    }))
  const concepts = conceptsOf(plan).map((concept) => shownOf(plan, concept))
  const all = concepts.flat()
  const pictures: CaptionedPicture[] = []
  let made = 0
  for (const { name, called, caption } of all)
    for (const companion of companions) {
      made++
      onPicture?.(made, all.length * companions.length)
      const prompt = without(caption, called, companion)
      const other = await classPicture(plan, { prompt, at: made }, networks, signal)
      pictures.push(...together(pixelsOf(name), other, name, bothOrders(caption, called, companion)))
    }
  for (const [at, some] of concepts.entries())
    for (const one of some)
      for (const other of concepts.slice(at + 1).flat()) {
        // Of one place only: elsewhere neither caption is true.
        if (without(one.caption, one.called, '') !== without(other.caption, other.called, '')) continue
        const captions = bothOrders(one.caption, one.called, `a ${other.called}`)
        pictures.push(...together(pixelsOf(one.name), pixelsOf(other.name), one.name, captions))
      }
  return pictures
}

const shownOf = (plan: TrainingPlan, concept: Concept): readonly Shown[] =>
  concept.pictures.map((name, at) => ({
    name,
    called: calledIn(plan, concept),
    caption: captionsOf(plan, concept, at)[0]!,
  }))

/** The caption with a companion in the concept's place, its article with it. */
function without(caption: string, called: string, companion: string): string {
  const named = caption.includes(`a ${called}`) ? `a ${called}` : called
  return caption.replace(named, () => companion).trim()
}

const bothOrders = (caption: string, called: string, companion: string): readonly string[] => [
  without(caption, called, `a ${called} and ${companion}`),
  without(caption, called, `${companion} and a ${called}`),
]
