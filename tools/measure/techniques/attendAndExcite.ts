// Attend-and-Excite: of two things that a prompt names, neither is forgotten.
import { olderBase } from '../olderBase'
import { plainArguments, plainRecipe, plainSettings } from '../plainRecipe'
import { choose, seeded } from '../seeded'
import { defineTechnique } from '../technique'
import { colours, kinds, placeNames, places, withArticle } from '../words'

interface Thing {
  readonly kind: string
  readonly colour: string
}

interface Case {
  readonly prompt: string
  readonly seed: number
  readonly things: readonly [Thing, Thing]
}

const { steps } = plainSettings
const settings = { strength: 20, until: 0.5, tries: 20 }
const goals = [
  { at: 0, attention: 0.05 },
  { at: 0.2, attention: 0.5 },
  { at: 0.4, attention: 0.8 },
]

function caseOf(index: number): Case {
  const random = seeded(`attend and excite ${index}`)
  const place = choose(random, placeNames)
  const thing = (not?: string): Thing => ({
    kind: choose(
      random,
      kinds.filter((kind) => kind !== not),
    ),
    colour: choose(random, colours),
  })
  const one = thing()
  const other = thing(one.kind)
  const words = ({ kind, colour }: Thing) => withArticle(`${colour} ${kind}`)
  return {
    prompt: `${words(one)} and ${words(other)} ${places[place]}`,
    seed: index,
    things: [one, other],
  }
}

export const attendAndExcite = defineTechnique<Case>({
  id: 'attend-and-excite',
  title: 'No word forgotten (Attend-and-Excite)',
  about:
    'Two things in any colours, in a prompt that tells no sides, drawn by the base of commit 54403cb, which often forgets one; the words chosen are the two things.',
  networks: [olderBase],
  caseOf,
  withIt: (one) => ({
    recipe: plainRecipe({
      ...one,
      checkpoint: olderBase,
      guides: [
        {
          id: 'attend-and-excite',
          values: { ...settings, goals, words: one.things.map(({ kind }) => kind) },
        },
      ],
    }),
  }),
  withoutIt: (one) => ({ recipe: plainRecipe({ ...one, checkpoint: olderBase }) }),
  diffusers: (one) => ({
    pipeline: 'StableDiffusionAttendAndExcitePipeline',
    checkpoint: olderBase,
    seed: one.seed,
    arguments: {
      ...plainArguments(one),
      words: one.things.map(({ kind }) => kind),
      thresholds: goals.map(({ at, attention }) => [at * steps, attention]),
      max_iter_to_alter: settings.until * steps,
      scale_factor: settings.strength,
      attn_res: [16, 16],
    },
  }),
  score: ({ things }, { judged: { answers } }) => {
    const seen = ['first', 'second'].map((slot) => ({
      kind: answers[`${slot}_kind`],
      colour: answers[`${slot}_colour`],
    }))
    const isThere = (what: (thing: Partial<Thing>) => string) =>
      things.map(what).toSorted().join() ===
      seen
        .map((one) => what(one as Thing))
        .toSorted()
        .join()
    const two = answers['layout'] === 'two'
    return {
      kinds: Number(two && isThere(({ kind }) => kind!)),
      right: Number(two && isThere(({ kind, colour }) => `${kind} ${colour}`)),
    }
  },
  scores: {
    kinds: { label: 'both things are there', as: 'share', aim: '15 points over without' },
    right: { label: 'both things are there in their colours', as: 'share' },
  },
})
