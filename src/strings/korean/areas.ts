// The Korean of each area's sentences, which lies beside them. Guides bring theirs with their other texts.
import { korean as weights } from '../../../workers/weights/korean'
import type { Wording } from '../../shared/message'

export const areas: Readonly<Record<string, Wording>> = { ...weights }
