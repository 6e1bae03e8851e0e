// The pictures of a training, encoded: those that are learned from, and those of the class that shall stay as they are.
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import { parseRecipe } from '../../src/shared/recipe'
import type { TrainingPlan } from '../../src/shared/trainingPlan'
import { guideMetas } from '../guidance/list'
import { scale } from '../tensor/arithmetic'
import { encodePictures, type CaptionedPicture } from '../training/encodePictures'
import type { EncodedLesson } from '../training/savedTraining'
import { runEdit } from './editJob'
import { messages } from './messages'
import type { Networks } from './networks'

interface PictureMeans {
  readonly networks: Networks
  /** A caption's token ids. */
  readonly idsOf: (caption: string) => Int32Array
  readonly signal?: AbortSignal | undefined
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
  { networks, idsOf, signal, onProblem }: PictureMeans,
): Promise<EncodedLesson> {
  refuseOtherChannels(plan, networks)
  const share = 1 / plan.batch
  const subjects = plan.pictures.map((name, at): CaptionedPicture => {
    const pixels = images[name] ?? missing(name)
    return { name, pixels, caption: idsOf(captionOf(plan, at)), share }
  })
  refuseSame(subjects)
  if (subjects.length === 1) onProblem?.(onePicture())
  if (plan.classPictures > 0 && plan.className === '') throw new PalimpsestError(messages.noClassWord())
  const classCaption = idsOf(`a ${plan.className}`)
  const kept: CaptionedPicture[] = []
  for (let at = 0; at < plan.classPictures; at++)
    kept.push({
      name: `class picture ${at + 1}`,
      pixels: await classPicture(plan, at, networks, signal),
      caption: classCaption,
      share,
    })
  const named = (name: string): Pixels => images[name] ?? missing(name)
  const before = plan.before.map((name, at): CaptionedPicture => ({
    name,
    pixels: named(name),
    caption: subjects[at]!.caption,
    share,
  }))
  const options = { size: plan.size, flip: plan.flip, encoder: networks }
  const encoded = await encodePictures(subjects, options)
  const beside = await encodePictures(before, options)
  return {
    plan,
    subjects: encoded.map((picture, at) =>
      beside[at] ? { ...picture, beside: scale(beside[at].mean, 1 / networks.scalingFactor) } : picture,
    ),
    kept: await encodePictures(kept, options),
  }
}

function missing(name: string): never {
  throw new PalimpsestError(messages.trainingPictureNotGiven({ name }))
}

/** Pictures beside the latents are for a checkpoint that has the channels for them, and one for each picture. */
function refuseOtherChannels(
  { before, pictures, classPictures, samplePrompts }: TrainingPlan,
  { traits }: Networks,
): void {
  const channels = traits.inChannels / traits.latentChannels
  if (channels === 1 && before.length === 0) return
  if (channels === 1) throw new PalimpsestError(messages.noPairs())
  if (channels !== 2) throw new PalimpsestError(messages.channelsNotTaught({ channels: traits.inChannels }))
  if (before.length !== pictures.length || classPictures > 0 || samplePrompts.length > 0)
    throw new PalimpsestError(messages.onlyPairs())
}

/** @throws PalimpsestError('image') naming two pictures of the same pixels. */
function refuseSame(pictures: readonly CaptionedPicture[]): void {
  for (const [at, { name, pixels }] of pictures.entries())
    for (const other of pictures.slice(0, at))
      if (areSame(other.pixels, pixels))
        throw new PalimpsestError(messages.samePictures({ first: other.name, second: name }))
}

const areSame = (a: Pixels, b: Pixels): boolean =>
  a.width === b.width && a.height === b.height && a.data.every((value, at) => value === b.data[at])

const onePicture = () => new PalimpsestError(messages.onePicture())

/** What a picture shows: its caption, in which {} is the word and its class. */
function captionOf({ captions, word, className, kind }: TrainingPlan, at: number): string {
  const called = kind === 'word' || className === '' ? word : `${word} ${className}`
  const caption = captions[at]?.trim()
  return caption ? caption.replaceAll('{}', called) : `a ${called}`
}

async function classPicture(
  { checkpoint, className, seed, size }: TrainingPlan,
  at: number,
  networks: Networks,
  signal: AbortSignal | undefined,
): Promise<Pixels> {
  const recipe = parseRecipe(
    {
      version: 2,
      checkpoint,
      prompt: `a ${className}`,
      seed: seed + at,
      steps: 20,
      width: size,
      height: size,
    },
    guideMetas,
  )
  return (await runEdit({ recipe, images: {} }, networks, signal && { signal })).pixels
}
