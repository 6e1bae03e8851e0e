import { familyOf } from '../shared/networkFamily'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { TextKey } from '../strings/text'

const named = ['sd1', 'sd2', 'sdxl'] as const

/** The family of a checkpoint, where it is one that people know by name. */
export function familyNamed(
  { levels, textWidth }: Pick<CheckpointSummary, 'levels' | 'textWidth'>,
  t: (key: TextKey) => string,
): readonly string[] {
  const family = named.find((one) => one === familyOf(levels, textWidth))
  return family ? [t(`network.family.${family}`)] : []
}
