// Every technique that `npm run measure` scores, in the order of its table.
import type { Technique } from '../technique'
import { hinted } from './hints'
import { instructPix2Pix } from './instructPix2Pix'
import { multidiffusion } from './multidiffusion'
import { sega } from './sega'
import { selfAttentionGuidance } from './selfAttentionGuidance'

export const techniques: readonly Technique[] = [
  instructPix2Pix,
  sega,
  selfAttentionGuidance,
  multidiffusion,
  ...hinted,
]
