// What a guide needs, in words, for the gallery and for cards that are left out.
import { schedulerNames } from '../../engine/schedulerNames'
import type { Field } from '../../shared/guideFields'
import type { GuideMeta } from '../../shared/guideMeta'
import type { TextKey, TextValues } from '../../strings/text'
import type { Language } from '../../strings/translation'

type Say = (key: TextKey, values?: TextValues) => string

/** Each thing that it needs besides a prompt. */
export function needsOf(t: Say, language: Language, { requires, fields }: GuideMeta): string[] {
  const kinds = Object.values(fields)
    .flatMap((field) => (field.kind === 'list' ? Object.values(field.item) : [field]))
    .filter(isNeeded)
  const has = (...wanted: Field['kind'][]) => kinds.some(({ kind }) => wanted.includes(kind))
  const { image, mask, unetChannels, samplers } = requires ?? {}
  return [
    ...(image ? [t('guide.need.picture')] : []),
    ...(mask || has('mask') ? [t('guide.need.mask')] : []),
    ...(has('picture') ? [t('guide.need.hint')] : []),
    ...(has('network') ? [t('guide.need.network')] : []),
    ...(unetChannels ? [channelsText(t, language, unetChannels)] : []),
    ...(samplers
      ? [
          t('guide.need.samplers', {
            schedulers: oneOf(
              language,
              samplers.map((id) => schedulerNames[id]),
            ),
          }),
        ]
      : []),
  ]
}

const isNeeded = (field: Field): boolean =>
  field.kind === 'network' || ('required' in field && field.required === true)

/** Checkpoints by the channels that their UNets take, as people know them. */
export const channelsText = (t: Say, language: Language, channels: readonly number[]): string =>
  oneOf(
    language,
    channels.map((count) =>
      count === 4 || count === 5 || count === 8 || count === 9
        ? t(`guide.need.channels${count}`)
        : t('guide.need.channels', { count }),
    ),
  )

const oneOf = (language: Language, things: readonly string[]): string =>
  new Intl.ListFormat(language, { type: 'disjunction' }).format(things)
