// The Korean of each area's sentences, which lies beside them. Guides bring theirs with their other texts.
import { korean as diffusion } from '../../../workers/diffusion/korean'
import { korean as schedulers } from '../../../workers/diffusion/schedulers/korean'
import { korean as guidance } from '../../../workers/guidance/korean'
import { korean as image } from '../../../workers/image/korean'
import { korean as jobs } from '../../../workers/jobs/korean'
import { korean as text } from '../../../workers/text/korean'
import { korean as training } from '../../../workers/training/korean'
import { korean as weights } from '../../../workers/weights/korean'
import type { Wording } from '../../shared/message'

export const areas: Readonly<Record<string, Wording>> = {
  ...diffusion,
  ...schedulers,
  ...guidance,
  ...image,
  ...jobs,
  ...text,
  ...training,
  ...weights,
}
