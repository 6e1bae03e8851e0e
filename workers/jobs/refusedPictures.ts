// Pictures that are not learned from as they are given.
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import type { TrainingPlan } from '../../src/shared/trainingPlan'
import { messages } from './messages'
import type { Networks } from './networks'

/** Pictures beside the latents are for a checkpoint that has the channels for them, and one for each picture. */
export function refuseOtherChannels(
  { before, pictures, others, classPictures, companions, samplePrompts, crops }: TrainingPlan,
  { traits }: Networks,
): void {
  const channels = traits.inChannels / traits.latentChannels
  if (channels === 1 && before.length === 0) return
  if (channels === 1) throw new PalimpsestError(messages.noPairs())
  if (channels !== 2) throw new PalimpsestError(messages.channelsNotTaught({ channels: traits.inChannels }))
  const more = others.length + classPictures + companions.length + samplePrompts.length
  if (before.length !== pictures.length || more > 0) throw new PalimpsestError(messages.onlyPairs())
  if (crops > 0) throw new PalimpsestError(messages.pairsAtOneSize())
}

/** A ControlNet wants a hint for each picture, and nothing else does. */
export function refuseOtherHints({ kind, hints, pictures, ...plan }: TrainingPlan): void {
  const { others, crops, classPictures, companions, samplePrompts } = plan
  if (kind !== 'controlnet' && hints.length > 0) throw new PalimpsestError(messages.onlyControlNet())
  if (kind !== 'controlnet') return
  const more = others.length + crops + classPictures + companions.length + samplePrompts.length
  if (hints.length !== pictures.length || more > 0) throw new PalimpsestError(messages.hintEach())
}

/** @throws PalimpsestError('image') naming two pictures of the same pixels. */
export function refuseSame(pictures: readonly { readonly name: string; readonly pixels: Pixels }[]): void {
  for (const [at, { name, pixels }] of pictures.entries())
    for (const other of pictures.slice(0, at))
      if (areSame(other.pixels, pixels))
        throw new PalimpsestError(messages.samePictures({ first: other.name, second: name }))
}

const areSame = (a: Pixels, b: Pixels): boolean =>
  a.width === b.width && a.height === b.height && a.data.every((value, at) => value === b.data[at])
