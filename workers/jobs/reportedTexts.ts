// Captions and sentences by models of the Hub, as the page sees them.
import { untilCancelled } from '../../src/shared/cancelling'
import { PalimpsestError } from '../../src/shared/errors'
import type { ModelTask } from '../../src/shared/modelTask'
import type { Request } from '../../src/shared/protocol/request'
import { captionOf, mostWords } from '../hub/captionOf'
import type { Loaded } from '../hub/loadedModels'
import { messages as hub } from '../hub/messages'
import { sentencesBy } from '../hub/sentencesBy'
import { isModel } from './openBeside'
import type { Reported } from './reportedEdit'

type Asked = Reported<Extract<Request, { type: 'describe' | 'write-sentences' }>>

export async function runReportedTexts(asked: Asked): Promise<void> {
  const { request, signal, post } = asked
  const { job } = request
  post({ type: 'progress', job, stage: 'loading', step: 0, steps: 0 })
  const onStep = (step: number, steps: number) =>
    post({ type: 'progress', job, stage: 'writing', step, steps })
  const texts =
    request.type === 'describe'
      ? withModel('image-to-text', asked, async (loaded, label) => [
          await captionOf(loaded, label, request.picture, (count) => onStep(count, mostWords)),
        ])
      : withModel('text2text-generation', asked, (loaded, label) =>
          sentencesBy(loaded, label, request, {
            signal,
            onSentence: ({ length }) => onStep(length, request.count),
          }),
        )
  post({ type: 'written', job, texts: await untilCancelled(texts, signal) })
}

async function withModel(
  task: ModelTask,
  { request, controlNetworks, models, signal }: Asked,
  work: (loaded: Loaded, label: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const model = await controlNetworks.get(request.model)
  if (!isModel(model)) throw new PalimpsestError(hub.noModel({ network: request.model, wanted: task }))
  return models.use(model, { task, signal }, (loaded) => work(loaded, model.label))
}
