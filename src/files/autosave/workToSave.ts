import { withUnused } from '../../shared/unusedFields'
import type { QueuedEdit } from '../../state/jobs'
import { documentToSave } from '../project/documentReaders'
import type { Work, WorkStep } from './savedWork'

/** The work with what another version saved in it back in its place. */
export function workToSave({ unusable, ...work }: Work): Work {
  const { document, steps, gallery, queue } = work
  const states = ({ before, after, ...step }: WorkStep): WorkStep => ({
    ...step,
    before: documentToSave(before),
    after: documentToSave(after),
  })
  return {
    ...unusable?.others,
    ...work,
    document: documentToSave(document),
    steps: steps.map(states),
    ...(gallery && { gallery: gallery.map(withUnused) }),
    ...(queue && { queue: [...queue, ...((unusable?.queue ?? []) as readonly QueuedEdit[])] }),
    ...(unusable?.series !== undefined && { [work.series ? 'seriesBeside' : 'series']: unusable.series }),
  }
}
