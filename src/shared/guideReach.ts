// Where and when a use of a guide can be held back: a range of the steps and a mask mean nothing to a guide that acts before the
// first step, or that gives channels without which the UNet does not run.
import type { GuideMeta } from './guideMeta'

/** Whether a part of the steps and a part of the picture can be chosen for it. */
export const hasReach = ({ role, fills }: GuideMeta): boolean =>
  (role === 'addition' || role === 'correction') && fills === undefined
