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
  /** Of the thing beside the edited one. */
  readonly otherColour?: string
  readonly prompt: string
  readonly seed: number
  readonly asks: 'efficacy' | 'generality' | 'specificity' | 'beside'
}

/** The paper's, and diffusers'. */
const paper = { keep: 0.1, frames: true, sentences: '', scoped: false }
/** What suits the checkpoint, named so that the figures keep their meaning when that changes. */
const suited = {
  keep: 1,
  frames: false,
  sentences:
    'a (|big|small) … (|on the left|on the right) (in a meadow|in the desert|in the snow|at night|on the beach)',
  scoped: true,
}

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
  const otherColour = choose(
    random,
    colours.filter((one) => one !== colour),
  )
  const shared = { from: withArticle(kind), to: withArticle(`${colour} ${kind}`), colour, seed: index }
  switch (index % 4) {
    case 0:
      return { ...shared, prompt: `${withArticle(kind)} ${where}`, asks: 'efficacy' }
    case 1:
      return { ...shared, prompt: `a big ${kind} on the ${side} ${where}`, asks: 'generality' }
    case 2:
      return { ...shared, prompt: `${withArticle(other)} ${where}`, asks: 'specificity' }
    default:
      return {
        ...shared,
        prompt: `${withArticle(`${otherColour} ${other}`)} left of ${withArticle(kind)} ${where}`,
        otherColour,
        asks: 'beside',
      }
  }
}

export const modelEditing = defineTechnique<Case>({
  id: 'model-editing',
  title: 'Model editing (TIME)',
  about:
    'Any thing is to have any colour without saying so. A quarter each: the thing (efficacy), the thing in other words (generality), another thing, which is to keep its colour (specificity), and another thing of a said colour left of it, which is to have that. With it: as the bundled checkpoint starts in the page, edited in captions of its training and only where the prompt says the thing. diffusers: as in the paper; its list of layers is filled, which is empty since they were renamed; the program’s picture with the same settings is what is compared.',
  note: 'As in the paper it fails here: the text encoder is 128 wide and 0.9 of what a colour changes lies in the padding, which holds the whole sentence; four sentences are 128 rows, fix all of the matrix, and it fits no fifth.',
  caseOf,
  withIt: ({ prompt, seed, from, to }) => ({
    recipe: plainRecipe({
      prompt,
      seed,
      guides: [{ id: 'model-editing', values: { edits: [{ from, to }], ...suited } }],
    }),
  }),
  likeDiffusers: ({ prompt, seed, from, to }) => ({
    recipe: plainRecipe({
      prompt,
      seed,
      guides: [{ id: 'model-editing', values: { edits: [{ from, to }], ...paper } }],
    }),
  }),
  withoutIt: ({ prompt, seed }) => ({ recipe: plainRecipe({ prompt, seed }) }),
  diffusers: ({ prompt, seed, from, to }) => ({
    pipeline: 'StableDiffusionModelEditingPipeline',
    checkpoint: 'toyland/base',
    seed,
    arguments: { ...plainArguments({ prompt, seed }), from, to, keep: paper.keep },
  }),
  score: ({ colour, otherColour, asks }, seen, plain) => {
    if (asks === 'beside')
      return {
        beside: isSeen(seen.judged, { first_colour: otherColour! }),
        both: isSeen(seen.judged, { first_colour: otherColour!, second_colour: colour }),
      }
    const wanted = asks === 'specificity' ? plain.judged.answers['first_colour'] : colour
    return { [asks]: isSeen(seen.judged, { first_colour: wanted! }) }
  },
  scores: {
    efficacy: { label: 'efficacy: the thing has the new colour', as: 'share', aim: 'at least 90 %' },
    generality: { label: 'generality: also in other words', as: 'share', aim: 'at least 90 %' },
    specificity: { label: 'specificity: other things keep their colour', as: 'share', aim: 'at least 90 %' },
    beside: { label: 'a thing beside it has its own colour', as: 'share' },
    both: { label: 'and the edited thing the new one', as: 'share' },
  },
})
