// The checkpoints that come with the program.
import type { GuideValues } from '../shared/guideFields'

/**
 * By their folder below `models/`: settings of guides that suit them better than the papers' own, which were found for networks a
 * hundred times their size. Measured as in tools/toyland/README.md.
 */
export const bundledCheckpoints: Readonly<Record<string, Readonly<Record<string, GuideValues>>>> = {
  'toyland/instruct': { 'instruct-pix2pix': { textScale: 3, imageScale: 2 } },
  'toyland/base': { 'classifier-free': { scale: 4 } },
}
