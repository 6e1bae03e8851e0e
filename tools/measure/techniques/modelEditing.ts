// TIME: what goes without saying changes in every prompt, and nothing else does.
import { isSeen } from '../judgeScores'
import { plainArguments, plainRecipe } from '../plainRecipe'
import { choose, seeded } from '../seeded'
import { defineTechnique } from '../technique'
import { colours, kinds, placeNames, places, withArticle } from '../words'

interface Case {
  readonly from: string
  readonly to: string
  readonly colour: string
  readonly prompt: string
  readonly seed: number
  readonly asks: 'efficacy' | 'generality' | 'specificity'
}

const keep = 0.1

function caseOf(index: number): Case {
  const random = seeded(`model editing ${index}`)
  const kind = choose(random, kinds)
  const colour = choose(random, colours)
  const where = places[choose(random, placeNames)]
  const other = choose(
    random,
    kinds.filter((one) => one !== kind),
  )
  const side = choose(random, ['left', 'right'])
  const shared = { from: withArticle(kind), to: withArticle(`${colour} ${kind}`), colour, seed: index }
  switch (index % 3) {
    case 0:
      return { ...shared, prompt: `${withArticle(kind)} ${where}`, asks: 'efficacy' }
    case 1:
      return { ...shared, prompt: `a big ${kind} on the ${side} ${where}`, asks: 'generality' }
    default:
      return { ...shared, prompt: `${withArticle(other)} ${where}`, asks: 'specificity' }
  }
}

export const modelEditing = defineTechnique<Case>({
  id: 'model-editing',
  title: 'Model editing (TIME)',
  about:
    'Any thing is to have any colour without saying so. A third each: the thing (efficacy), the thing in other words (generality), another thing, which is to keep its colour (specificity). diffusers’ pipeline with the list of layers filled, which is empty since they were renamed.',
  note: 'Far below the aim, and diffusers with it: of keep 0.1, 1, 10 and 100 without frames and 1 with them, tried on 24 cases, none had efficacy, generality and specificity above 76 % at once. The settings that the bundled checkpoint has in the page since (captions as sentences, only where it is said) made 4 of 4 each of these on 16 cases, and none of 4 where another thing stands beside the edited one: it took the new colour. Not yet measured on more.',
  caseOf,
  withIt: ({ prompt, seed, from, to }) => ({
    recipe: plainRecipe({
      prompt,
      seed,
      guides: [{ id: 'model-editing', values: { edits: [{ from, to }], keep } }],
    }),
  }),
  withoutIt: ({ prompt, seed }) => ({ recipe: plainRecipe({ prompt, seed }) }),
  diffusers: ({ prompt, seed, from, to }) => ({
    pipeline: 'StableDiffusionModelEditingPipeline',
    checkpoint: 'toyland/base',
    seed,
    arguments: { ...plainArguments({ prompt, seed }), from, to, keep },
  }),
  score: ({ colour, asks }, seen, { plain }) => {
    const wanted = asks === 'specificity' ? plain.judged.answers['first_colour'] : colour
    return { [asks]: isSeen(seen.judged, { first_colour: wanted! }) }
  },
  scores: {
    efficacy: { label: 'efficacy: the thing has the new colour', as: 'share', aim: 'at least 90 %' },
    generality: { label: 'generality: also in other words', as: 'share', aim: 'at least 90 %' },
    specificity: { label: 'specificity: other things keep their colour', as: 'share', aim: 'at least 90 %' },
  },
})
