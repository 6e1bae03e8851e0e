// What each part of a picture shows, as the page sees it.
import { untilCancelled } from '../../src/shared/cancelling'
import type { Request } from '../../src/shared/protocol'
import type { Reported } from './reportedEdit'

export async function runReportedSegments({
  request: { job, source, picture },
  signal,
  post,
  segmenters,
}: Reported<Extract<Request, { type: 'segment' }>>): Promise<void> {
  post({ type: 'progress', job, stage: 'loading', step: 0, steps: 0 })
  const segments = await untilCancelled(segmenters.segment(source, picture), signal)
  post({ type: 'segments', job, ...segments })
}
