// What each part of a picture shows, as the page sees it.
import { untilCancelled } from '../../src/shared/cancelling'
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import type { Segments } from '../../src/shared/protocol/answers'
import type { Request } from '../../src/shared/protocol/request'
import { messages as hub } from '../hub/messages'
import { segmentsOf } from '../hub/segmentsOf'
import { subjectOf } from '../hub/subjectOf'
import { isModel } from './openBeside'
import type { Reported } from './reportedEdit'

type Asked = Reported<Extract<Request, { type: 'segment' }>>

export async function runReportedSegments(asked: Asked): Promise<void> {
  const { request, signal, post, segmenters } = asked
  const { job, source, picture } = request
  post({ type: 'progress', job, stage: 'loading', step: 0, steps: 0 })
  const seen =
    source.kind === 'open' ? seenBy(source.id, picture, asked) : segmenters.segment(source, picture)
  post({ type: 'segments', job, ...(await untilCancelled(seen, signal)) })
}

/** What a model of the Hub sees: kinds of things, or the subject. */
async function seenBy(
  id: string,
  picture: Pixels,
  { controlNetworks, models, signal }: Asked,
): Promise<Segments> {
  const model = await controlNetworks.get(id)
  if (!isModel(model)) throw new PalimpsestError(hub.noModel({ network: id, wanted: 'image-segmentation' }))
  return model.kind === 'background-removal'
    ? models.use(model, { task: 'background-removal', signal }, (loaded) => subjectOf(loaded, picture))
    : models.use(model, { task: 'image-segmentation', signal }, (loaded) => segmentsOf(loaded, picture))
}
