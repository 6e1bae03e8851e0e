// TIME: what goes without saying changes in every prompt, and nothing else does.
import { meta } from '../../../workers/guidance/model-editing/meta'
import { isSeen } from '../judgeScores'
import { plainArguments, plainRecipe } from '../plainRecipe'
import { choose, seeded } from '../seeded'
import { defineTechnique } from '../technique'
import { colours, hatted, kinds, placeNames, places, withArticle } from '../words'

interface Case {
  readonly from: string
  readonly to: string
  readonly kind: string
  readonly other: string
  readonly colour: string
  readonly prompt: string
  readonly seed: number
  readonly asks: 'efficacy' | 'generality' | 'specificity' | 'beside'
}

/** The paper's. */
const keep = 0.1
/** What a person gets in the page. */
const suited = meta.suits!['toyland/base']

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
  const isHatted = (hatted as readonly string[]).includes(kind)
  const inOtherWords = choose(random, [
    `a big ${kind} on the ${side} ${where}`,
    `a small ${kind} in the middle ${where}`,
    `pixel art of ${withArticle(kind)} ${where}`,
    isHatted ? `${withArticle(kind)} wearing a hat ${where}` : `${withArticle(kind)} ${where}, pixel art`,
  ])
  const shared = {
    from: withArticle(kind),
    to: withArticle(`${colour} ${kind}`),
    kind,
    other,
    colour,
    seed: index,
  }
  switch (index % 4) {
    case 0:
      return { ...shared, prompt: `${withArticle(kind)} ${where}`, asks: 'efficacy' }
    case 1:
      return { ...shared, prompt: inOtherWords, asks: 'generality' }
    case 2:
      return { ...shared, prompt: `${withArticle(other)} ${where}`, asks: 'specificity' }
    default:
      return {
        ...shared,
        prompt: `${withArticle(other)} left of ${withArticle(kind)} ${where}`,
        asks: 'beside',
      }
  }
}

export const modelEditing = defineTechnique<Case>({
  id: 'model-editing',
  title: 'Model editing (TIME)',
  about:
    'Any thing is to have any colour without saying so. A quarter each: the thing (efficacy), the thing in other words (generality), another thing, which is to keep its colour (specificity), and another thing beside the edited one. diffusers’ pipeline with the list of layers filled, which is empty since they were renamed.',
  note: 'The program has the settings that the bundled checkpoint has in the page (captions as sentences, padding in place, only where it is said; none of them has “in the middle”, a style behind the thing, or another thing on its left in the desert or on the beach, as some of the cases do), diffusers the paper’s, and its pictures are compared with the program’s with those. With the paper’s, no strength had efficacy, generality and specificity above 76 % at once (24 cases): the text encoder is 128 wide, and the paper’s four sentences fix all of its matrix.',
  caseOf,
  withIt: ({ prompt, seed, from, to }) => ({
    recipe: plainRecipe({
      prompt,
      seed,
      guides: [{ id: 'model-editing', values: { ...suited, edits: [{ from, to }] } }],
    }),
  }),
  likeDiffusers: ({ prompt, seed, from, to }) => ({
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
  score: ({ kind, other, colour, asks }, seen, { plain }) => {
    const wanted = { first_kind: kind, first_colour: colour }
    if (asks === 'efficacy' || asks === 'generality')
      return { [asks]: isSeen(seen.judged, { layout: 'one', ...wanted }) }
    const first = { first_kind: other, first_colour: plain.judged.answers['first_colour']! }
    if (asks === 'specificity') return { specificity: isSeen(seen.judged, { layout: 'one', ...first }) }
    const both = { layout: 'two', ...first, second_kind: kind, second_colour: colour }
    return { beside: isSeen(seen.judged, first), both: isSeen(seen.judged, both) }
  },
  scores: {
    efficacy: {
      label: 'efficacy: the thing is there, alone, in the new colour',
      as: 'share',
      aim: 'at least 90 %',
    },
    generality: { label: 'generality: also in other words', as: 'share', aim: 'at least 90 %' },
    specificity: {
      label: 'specificity: other things are there, alone, in their colour',
      as: 'share',
      aim: 'at least 90 %',
    },
    beside: { label: 'another thing beside the edited one keeps kind and colour', as: 'share' },
    both: { label: 'the same, and the edited one is there in the new colour', as: 'share' },
  },
})
