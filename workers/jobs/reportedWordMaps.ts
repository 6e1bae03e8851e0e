// Which word made what, as the page sees it.
import type { Stage } from '../../src/shared/protocol/event'
import type { Request } from '../../src/shared/protocol/request'
import { withPromptAddOns } from '../../src/shared/promptAddOns'
import { parsePrompt } from '../../src/shared/prompt/parsePrompt'
import type { MappedWord } from '../../src/shared/protocol/answers'
import { parseRecipe, type Recipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { openNetworksOf, stepReporter, type Reported } from './reportedEdit'
import { mapWords } from './wordMaps'

export async function runReportedWordMaps(
  asked: Reported<Extract<Request, { type: 'map-words' }>>,
): Promise<void> {
  const { request, signal, post } = asked
  const { job, of, images } = request
  const written = parseRecipe(request.recipe, guideMetas)
  const recipe = withPromptAddOns(written)
  const report = (stage: Stage) => post({ type: 'progress', job, stage, step: 0, steps: 0 })
  report('loading')
  const networks = await openNetworksOf(recipe, asked)
  const reportStep = stepReporter(job, post)
  const { prompts, words, maps, carried, region } = await mapWords({ recipe, images }, networks, of, {
    signal,
    onStage: report,
    onStep: reportStep,
  })
  const [, height = 0, width = 0] = maps.shape
  post(
    {
      type: 'word-maps',
      job,
      prompts: [written.prompt, ...prompts.slice(1)],
      words: asTyped(words, written),
      width,
      height,
      maps: maps.data,
      carried: carried.data,
      ...(region && { region }),
    },
    [maps.data.buffer, carried.data.buffer],
  )
}

/** Where the words stand in the prompt with the add-ons that it names; other prompts are as they were typed. */
function asTyped(words: readonly MappedWord[], { prompt, steps }: Recipe): readonly MappedWord[] {
  const { addOns } = parsePrompt(prompt, { syntax: 'both', steps })
  const searched = addOns.reduce(
    (text, { start, end }) => text.slice(0, start) + ' '.repeat(end - start) + text.slice(end),
    prompt,
  )
  let from = 0
  return words.map((word) => {
    if (word.of > 0) return word
    const start = searched.indexOf(word.text, from)
    from = start + word.text.length
    return { ...word, start, end: from }
  })
}
