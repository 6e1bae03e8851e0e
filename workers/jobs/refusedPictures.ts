// Pictures that are not learned from as they are given.
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import type { TrainingPlan } from '../../src/shared/trainingPlan'
import type { Networks } from './networks'

/** Pictures beside the latents are for a checkpoint that has the channels for them, and one for each picture. */
export function refuseOtherChannels(
  { before, pictures, others, classPictures, samplePrompts, crops }: TrainingPlan,
  { traits }: Networks,
): void {
  const channels = traits.inChannels / traits.latentChannels
  if (channels === 1 && before.length === 0) return
  if (channels === 1)
    throw new PalimpsestError(
      'recipe',
      'A checkpoint that makes pictures from words is not taught by pairs.',
      'Give the pictures alone, or choose a checkpoint that edits by instruction.',
    )
  if (channels !== 2)
    throw new PalimpsestError(
      'recipe',
      `A UNet of ${traits.inChannels} channels is not taught here.`,
      'Choose a checkpoint that makes pictures from words, or one that edits by instruction.',
    )
  if (before.length !== pictures.length || others.length > 0 || classPictures > 0 || samplePrompts.length > 0)
    throw new PalimpsestError(
      'recipe',
      'A checkpoint that edits by instruction is taught by pairs: a picture before the edit for each one after it, and no pictures of a class or on the way.',
      'Give the plan as many pictures before as after.',
    )
  if (crops > 0)
    throw new PalimpsestError(
      'recipe',
      'Pairs of pictures are not learned at random sizes: the two would differ by more than the edit.',
      'Leave the random sizes out.',
    )
}

/** @throws PalimpsestError('image') naming two pictures of the same pixels. */
export function refuseSame(pictures: readonly { readonly name: string; readonly pixels: Pixels }[]): void {
  for (const [at, { name, pixels }] of pictures.entries())
    for (const other of pictures.slice(0, at))
      if (areSame(other.pixels, pixels))
        throw new PalimpsestError(
          'image',
          `The pictures "${other.name}" and "${name}" are the same.`,
          'Leave one of them out: it would count twice.',
        )
}

const areSame = (a: Pixels, b: Pixels): boolean =>
  a.width === b.width && a.height === b.height && a.data.every((value, at) => value === b.data[at])
