// Every technique that `npm run measure` scores, in the order of its table.
import type { Technique } from '../technique'
import { attendAndExcite } from './attendAndExcite'
import { diffedit } from './diffedit'
import { hinted } from './hints'
import { instructPix2Pix } from './instructPix2Pix'
import { modelEditing } from './modelEditing'
import { multidiffusion } from './multidiffusion'
import { pix2PixZero } from './pix2PixZero'
import { promptWeighting } from './promptWeighting'
import { regions } from './regions'
import { sega } from './sega'
import { selfAttentionGuidance } from './selfAttentionGuidance'

export const techniques: readonly Technique[] = [
  instructPix2Pix,
  sega,
  selfAttentionGuidance,
  multidiffusion,
  regions,
  promptWeighting,
  diffedit,
  modelEditing,
  ...hinted,
  attendAndExcite,
  pix2PixZero,
]
