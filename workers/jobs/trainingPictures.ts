// The pictures of a training, encoded: those that are learned from, and those of the class that shall stay as they are.
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import { conceptsOf, type TrainingPlan } from '../../src/shared/trainingPlan'
import type { RandomStreams } from '../diffusion/random/streams'
import { scale } from '../tensor/arithmetic'
import { captionsOf } from '../training/captions'
import { encodePictures, hintTensors, type CaptionedPicture } from '../training/encodePictures'
import type { EncodedLesson } from '../training/savedTraining'
import { classPicture } from './classPicture'
import { companyPictures } from './companyPictures'
import { messages } from './messages'
import type { Networks } from './networks'
import { refuseOtherChannels, refuseOtherHints, refuseSame } from './refusedPictures'

interface PictureMeans {
  readonly networks: Networks
  readonly random: RandomStreams
  /** A caption's token ids. */
  readonly idsOf: (caption: string) => Int32Array
  readonly signal?: AbortSignal | undefined
  /** Before each picture of the class is made. @param at from 1 */
  readonly onClassPicture?: ((at: number, count: number) => void) | undefined
  /** What the person should know; it goes on all the same. */
  readonly onProblem?: ((error: unknown) => void) | undefined
}

/**
 * Encodes what a plan learns from. The class pictures are made first, by the checkpoint as it is (prior preservation).
 * @throws PalimpsestError('image') naming a picture that was not given, or is too small.
 */
export async function encodedLesson(
  plan: TrainingPlan,
  images: Readonly<Record<string, Pixels>>,
  { networks, random, idsOf, signal, onProblem, onClassPicture }: PictureMeans,
): Promise<EncodedLesson> {
  refuseOtherChannels(plan, networks)
  const pixelsOf = (name: string): Pixels => images[name] ?? missing(name)
  const share = 1 / plan.batch
  // The paper's code and diffusers' divide the sum over channels and pixels by the mask's pixels: a concept's picture counts as many
  // times what one of its class counts as there are channels.
  const counts = plan.kind === 'custom-diffusion' ? networks.traits.latentChannels : 1
  const subjects = conceptsOf(plan).flatMap((concept) =>
    concept.pictures.map((name, at): CaptionedPicture => {
      const captions = captionsOf(plan, concept, at)
      return { name, pixels: pixelsOf(name), captions, share: counts * share }
    }),
  )
  refuseSame(subjects)
  if (conceptsOf(plan).some(({ pictures }) => pictures.length === 1)) onProblem?.(onePicture())
  const together = await companyPictures(plan, {
    networks,
    pixelsOf,
    signal,
    share: counts * share,
    onPicture: onClassPicture,
  })
  const kept = await classPictures(plan, share, { networks, signal, onClassPicture })
  const before = plan.before.map((name): CaptionedPicture => ({
    name,
    pixels: pixelsOf(name),
    captions: [''],
    share,
  }))
  refuseOtherHints(plan)
  const options = { size: plan.size, flip: plan.flip, encoder: networks, idsOf }
  const alone = await encodePictures(subjects, { ...options, crops: { count: plan.crops, random } })
  // Half of what is drawn shows it alone.
  const times = Math.max(1, Math.round((together.length * (plan.flip ? 2 : 1)) / alone.length))
  const encoded = [
    ...Array.from({ length: times }, () => alone).flat(),
    ...(await encodePictures(together, options)),
  ]
  const beside = await encodePictures(before, options)
  const hints = hintTensors(plan.hints.map(pixelsOf), plan)
  return {
    plan,
    subjects: encoded.map((picture, at) => ({
      ...picture,
      ...(beside[at] && { beside: scale(beside[at].mean, 1 / networks.scalingFactor) }),
      ...(hints[at] && { hint: hints[at] }),
    })),
    kept: await encodePictures(kept, options),
  }
}

const classCaptionsOf = ({ classCaptions }: TrainingPlan): readonly string[] =>
  classCaptions.length > 0 ? classCaptions : ['a {}']

/** @throws PalimpsestError('recipe') where pictures of a class are wanted that has no name. */
export function refuseNamelessClass(plan: TrainingPlan): void {
  if (plan.classPictures === 0 || conceptsOf(plan).every(({ className }) => className !== '')) return
  if (classCaptionsOf(plan).some((caption) => caption.includes('{}')))
    throw new PalimpsestError(messages.noClassWord())
}

/** So many of each class. */
async function classPictures(
  plan: TrainingPlan,
  share: number,
  { networks, signal, onClassPicture }: Pick<PictureMeans, 'networks' | 'signal' | 'onClassPicture'>,
): Promise<readonly CaptionedPicture[]> {
  if (plan.classPictures === 0) return []
  refuseNamelessClass(plan)
  const classes = [...new Set(conceptsOf(plan).map(({ className }) => className))]
  const captions = classCaptionsOf(plan)
  const kept: CaptionedPicture[] = []
  for (const className of classes)
    for (let at = 0; at < plan.classPictures; at++) {
      const prompt = captions[at % captions.length]!.replaceAll('{}', className)
      onClassPicture?.(kept.length + 1, classes.length * plan.classPictures)
      kept.push({
        name: `class picture ${at + 1}`,
        pixels: await classPicture(plan, { prompt, at }, networks, signal),
        captions: [prompt],
        share,
      })
    }
  return kept
}

function missing(name: string): never {
  throw new PalimpsestError(messages.trainingPictureNotGiven({ name }))
}

const onePicture = () => new PalimpsestError(messages.onePicture())
