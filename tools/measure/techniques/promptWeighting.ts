// Prompt weights: the more a word weighs, the surer the thing is there; other words keep what they say.
import type { Judgement } from '../../toyland/judge'
import { confidence, isSeen } from '../judgeScores'
import { plainRecipe } from '../plainRecipe'
import { choose, seeded } from '../seeded'
import { defineTechnique } from '../technique'
import { colours, hatted, placeNames, places, withArticle } from '../words'

interface Case {
  readonly prompt: string
  readonly weighted: string
  readonly weight: number
  readonly seed: number
  readonly thing: Judgement
  readonly place: Judgement
}

const weights = [0, 0.5, 0.75, 1, 1.3] as const

/** Each prompt and seed comes with every weight. */
function caseOf(index: number): Case {
  const number = Math.floor(index / weights.length)
  const weight = weights[index % weights.length] as number
  const random = seeded(`prompt weighting ${number}`)
  const colour = choose(random, colours)
  const place = choose(random, placeNames)
  const kind = choose(random, hatted)
  const written = (word: string) => `(${word}:${weight})`
  const asked: readonly { readonly text: string; readonly word: string; readonly thing: Judgement }[] = [
    { text: `${withArticle(`${colour} ${kind}`)} with a hat`, word: 'hat', thing: { first_hat: 'yes' } },
    {
      text: `${withArticle(`${colour} face`)} with glasses`,
      word: 'glasses',
      thing: { face_glasses: 'yes' },
    },
    { text: withArticle(`${colour} ${kind}`), word: colour, thing: { first_colour: colour } },
  ]
  const { text, word, thing } = asked[number % asked.length]!
  return {
    prompt: `${text} ${places[place]}`,
    weighted: `${text.replace(word, written(word))} ${places[place]}`,
    weight,
    seed: number,
    thing,
    place: { background: place },
  }
}

/** compel's normalisation: only with it a weight near 0 takes a word away. */
const guide = { id: 'prompt-weighting', values: { normalisation: 'compel' } }

export const promptWeighting = defineTechnique<Case>({
  id: 'prompt-weighting',
  title: 'Prompt weights',
  about: `Each prompt and seed with each weight of one word: a hat, glasses, or a colour. compel’s normalisation; diffusers leaves weights to compel and has no pipeline.`,
  caseOf,
  withIt: ({ weighted, seed }) => ({ recipe: plainRecipe({ prompt: weighted, seed, guides: [guide] }) }),
  withoutIt: ({ prompt, seed }) => ({ recipe: plainRecipe({ prompt, seed }) }),
  score: ({ weight, thing, place }, { judged }) => ({
    [`at ${weight}`]: confidence(judged, thing),
    place: isSeen(judged, place),
  }),
  scores: {
    ...Object.fromEntries(
      weights.map((weight) => [
        `at ${weight}`,
        {
          label: `probability of the thing, its word weighing ${weight}`,
          as: 'share' as const,
          aim: 'rises',
        },
      ]),
    ),
    place: { label: 'place as the prompt says', as: 'share', aim: 'at least 90 %' },
  },
})
