import type { AttentionLayer } from '../../src/shared/attentionLayer'
import { PalimpsestError } from '../../src/shared/errors'
import { levelSize } from './levelSize'
import { messages } from './messages'
import type { CheckpointTraits } from './traits'

/** Pixels on a side of the maps in which words are found best, for Stable Diffusion at 512 x 512 (Chefer et al. 2023). */
const USUAL_SIDE = 16

/**
 * The cross-attention layers that tell where a word is: those whose maps, at the size that the checkpoint was trained at, are
 * nearest to 16 x 16. At other sizes the same layers have other maps. Not the middle block's, which are too coarse.
 * @param asker who reads them, for the sentence
 * @throws PalimpsestError('recipe') for a checkpoint without any
 */
export function wordLayers(
  { attention, sampleSize }: Pick<CheckpointTraits, 'attention' | 'sampleSize'>,
  asker: string,
): { readonly layers: readonly AttentionLayer[]; readonly level: number } {
  const candidates = attention.filter(({ kind, place }) => kind === 'cross' && place !== 'mid')
  const distance = (level: number) => Math.abs(levelSize([sampleSize, sampleSize], level)[0] - USUAL_SIDE)
  const [best] = candidates.toSorted((a, b) => distance(a.level) - distance(b.level))
  if (!best) throw new PalimpsestError(messages.noCrossAttention({ guide: asker }))
  return { layers: candidates.filter(({ level }) => level === best.level), level: best.level }
}
