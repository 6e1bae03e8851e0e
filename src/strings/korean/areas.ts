// The Korean of each area's sentences, which lies beside them. Guides bring theirs with their other texts.
import { korean as diffusion } from '../../../workers/diffusion/korean'
import { korean as schedulers } from '../../../workers/diffusion/schedulers/korean'
import { korean as guidance } from '../../../workers/guidance/korean'
import { korean as hub } from '../../../workers/hub/korean'
import { korean as image } from '../../../workers/image/korean'
import { korean as jobs } from '../../../workers/jobs/korean'
import { korean as addOns } from '../../../workers/models/addOns/korean'
import { korean as models } from '../../../workers/models/korean'
import { korean as ldm } from '../../../workers/models/ldm/korean'
import { korean as runtime } from '../../../workers/runtime/korean'
import { korean as text } from '../../../workers/text/korean'
import { korean as training } from '../../../workers/training/korean'
import { korean as weights } from '../../../workers/weights/korean'
import { korean as actions } from '../../actions/korean'
import { korean as engine } from '../../engine/korean'
import { korean as files } from '../../files/korean'
import { korean as interchange } from '../../interchange/korean'
import { korean as shared } from '../../shared/korean'
import { korean as prompt } from '../../shared/prompt/korean'
import { korean as state } from '../../state/korean'
import type { Wording } from '../../shared/message'

export const areas: Readonly<Record<string, Wording>> = {
  ...diffusion,
  ...schedulers,
  ...guidance,
  ...hub,
  ...image,
  ...jobs,
  ...addOns,
  ...models,
  ...ldm,
  ...runtime,
  ...text,
  ...training,
  ...weights,
  ...actions,
  ...engine,
  ...files,
  ...interchange,
  ...shared,
  ...prompt,
  ...state,
}
