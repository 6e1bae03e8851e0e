// The Korean of each area's sentences, which lies beside them. Guides bring theirs with their other texts.
import { korean as hub } from '../../../workers/hub/korean'
import type { Wording } from '../../shared/message'

export const areas: Readonly<Record<string, Wording>> = { ...hub }
