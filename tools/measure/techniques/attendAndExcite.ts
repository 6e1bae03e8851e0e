// Attend-and-Excite: of the things that a prompt names, none is forgotten, not even a hat.
import type { Judgement } from '../../toyland/judge'
import { olderBase } from '../olderBase'
import { plainArguments, plainRecipe, plainSettings } from '../plainRecipe'
import { choose, seeded } from '../seeded'
import { defineTechnique } from '../technique'
import { colours, hatted, kinds, placeNames, places, withArticle } from '../words'

interface Thing {
  readonly kind: string
  readonly colour: string
  readonly hat: boolean
}

interface Case {
  readonly prompt: string
  readonly seed: number
  readonly things: readonly Thing[]
  readonly asks: 'hat' | 'two'
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
  const asks = index % 3 === 2 ? 'two' : 'hat'
  const things: Thing[] = []
  while (things.length < 2) {
    const hat = asks === 'hat' && things.length === 0
    const kind = choose(random, hat ? hatted : kinds)
    if (things.every((thing) => thing.kind !== kind))
      things.push({ kind, colour: choose(random, colours), hat })
  }
  const words = ({ kind, colour, hat }: Thing) => withArticle(`${colour} ${kind}${hat ? ' with a hat' : ''}`)
  return { prompt: `${things.map(words).join(' and ')} ${places[place]}`, seed: index, things, asks }
}

/** What is not to be forgotten: nouns, as the paper's prompts have them chosen. */
const wordsOf = ({ things }: Case) => things.flatMap(({ kind, hat }) => (hat ? [kind, 'hat'] : [kind]))

/** What the judge sees, from the left. */
function thingsIn(answers: Judgement): readonly Thing[] {
  const slots = { one: ['first'], two: ['first', 'second'] }[answers['layout']!] ?? []
  return slots.map((slot) => ({
    kind: answers[`${slot}_kind`]!,
    colour: answers[`${slot}_colour`]!,
    hat: answers[`${slot}_hat`] === 'yes',
  }))
}

const areSame = (one: readonly Thing[], other: readonly Thing[], what: (thing: Thing) => string) =>
  Number(one.map(what).toSorted().join() === other.map(what).toSorted().join())

export const attendAndExcite = defineTechnique<Case>({
  id: 'attend-and-excite',
  title: 'No word forgotten (Attend-and-Excite)',
  about:
    'Prompts that tell no sides, drawn by the base of commit 54403cb, which often forgets something. Two in three name two things of which one wears a hat, the others just two things, in any colours. The words chosen are the things and the hat. Three things have no score: no judge reads them well.',
  note: 'Neither program gains here: the two things are there without it. Of the cases that both made, the pictures are the same (91.4 dB).',
  networks: [olderBase],
  caseOf,
  withIt: (one) => ({
    recipe: plainRecipe({
      ...one,
      checkpoint: olderBase,
      guides: [{ id: 'attend-and-excite', values: { ...settings, goals, words: wordsOf(one) } }],
    }),
  }),
  withoutIt: (one) => ({ recipe: plainRecipe({ ...one, checkpoint: olderBase }) }),
  diffusers: (one) => ({
    pipeline: 'StableDiffusionAttendAndExcitePipeline',
    checkpoint: olderBase,
    seed: one.seed,
    arguments: {
      ...plainArguments(one),
      words: wordsOf(one),
      thresholds: goals.map(({ at, attention }) => [at * steps, attention]),
      max_iter_to_alter: settings.until * steps,
      scale_factor: settings.strength,
      attn_res: [16, 16],
    },
  }),
  score: ({ things, asks }, { judged: { answers } }) => {
    const seen = thingsIn(answers)
    return {
      [asks]: areSame(seen, things, ({ kind, hat }) => (asks === 'hat' ? `${kind} ${hat}` : kind)),
      right: areSame(seen, things, ({ kind, colour, hat }) => `${kind} ${colour} ${asks === 'hat' && hat}`),
    }
  },
  scores: {
    hat: {
      label: 'two things and a hat: all there, the hat on its thing',
      as: 'share',
      aim: '15 points over without',
    },
    two: { label: 'two things: both there', as: 'share' },
    right: { label: 'all there in their colours', as: 'share' },
  },
})
