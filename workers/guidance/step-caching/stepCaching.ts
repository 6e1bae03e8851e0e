// DeepCache (Ma, Fang & Wang 2023, arXiv:2312.00858), uniform 1:N: the UNet's deep part runs at every N-th step. Guidance may be kept
// in the same way: its branches' differences to the prompt's change as slowly.
import { PalimpsestError } from '../../../src/shared/errors'
import { defineGuide } from '../defineGuide'
import { messages } from './messages'
import { meta } from './meta'

export const stepCaching = defineGuide(meta, ({ interval, depth, guidance }, { traits }) => {
  if (depth >= traits.skips)
    throw new PalimpsestError(messages.tooManyLayers({ guide: meta.label, depth, most: traits.skips - 1 }))
  return {
    reuse: ({ index }) => ({ depth, takes: index % interval !== 0, differences: guidance }),
  }
})
