// What a guide shows before a run, as the page sees it.
import type { Stage } from '../../src/shared/protocol/event'
import type { Request } from '../../src/shared/protocol/request'
import { withPromptAddOns } from '../../src/shared/promptAddOns'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { prepareEdit } from './prepareEdit'
import { openNetworksOf, postShown, stepReporter, type Reported } from './reportedEdit'

export async function runReportedPreparation(
  prepared: Reported<Extract<Request, { type: 'prepare' }>>,
): Promise<void> {
  const { request, signal, post } = prepared
  const { job, key, images } = request
  const recipe = withPromptAddOns(parseRecipe(request.recipe, guideMetas))
  const report = (stage: Stage) => post({ type: 'progress', job, stage, step: 0, steps: 0 })
  report('loading')
  const networks = await openNetworksOf(recipe, prepared)
  const reportStep = stepReporter(job, post)
  const { shown, notes } = await prepareEdit({ recipe, images }, key, networks, {
    signal,
    onStage: report,
    onStep: ({ index, count }) => reportStep(index + 1, count),
  })
  for (const picture of shown) postShown(picture, job, post)
  post({ type: 'prepared', job, notes })
}
