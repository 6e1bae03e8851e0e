// Self-Attention Guidance: crisper pictures in which the judge is surer of what was asked for.
import type { Judgement } from '../../toyland/judge'
import { confidence, isSeen } from '../judgeScores'
import { edgeStrength } from '../pictureScores'
import { olderBase } from '../olderBase'
import { plainArguments, plainRecipe } from '../plainRecipe'
import { choose, seeded } from '../seeded'
import { defineTechnique } from '../technique'
import { colours, kinds, placeNames, places, withArticle } from '../words'

interface Case {
  readonly prompt: string
  readonly seed: number
  /** Of the text: half of the cases have none and half little, where the guide has most to do. */
  readonly guidance: number
  readonly wanted: Judgement
}

/** The upper end of what is usual: it acts most there. */
const scale = 1

function caseOf(index: number): Case {
  const random = seeded(`self-attention guidance ${index}`)
  const place = choose(random, placeNames)
  const left = choose(random, kinds)
  const right = choose(
    random,
    kinds.filter((kind) => kind !== left),
  )
  const [one, other] = [choose(random, colours), choose(random, colours)]
  return {
    prompt: `${withArticle(`${one} ${left}`)} left of ${withArticle(`${other} ${right}`)} ${places[place]}`,
    seed: index,
    guidance: index % 2 === 0 ? 1 : 2,
    wanted: {
      layout: 'two',
      background: place,
      first_kind: left,
      first_colour: one,
      second_kind: right,
      second_colour: other,
    },
  }
}

export const selfAttentionGuidance = defineTechnique<Case>({
  id: 'self-attention-guidance',
  title: 'Self-attention guidance',
  about:
    'Two things in any colours and place, half of the cases with little guidance by the text (2), half without; strength 1; drawn by the base of commit 54403cb, since the bundled one leaves nothing to gain.',
  note: 'It makes edges stronger, here as in diffusers, and the judge’s verdict no surer than chance would.',
  networks: [olderBase],
  caseOf,
  withIt: (one) => ({
    recipe: plainRecipe({
      ...one,
      checkpoint: olderBase,
      guides: [{ id: 'self-attention-guidance', values: { scale, sigma: 1 } }],
    }),
  }),
  withoutIt: (one) => ({ recipe: plainRecipe({ ...one, checkpoint: olderBase }) }),
  diffusers: (one) => ({
    pipeline: 'StableDiffusionSAGPipeline',
    checkpoint: olderBase,
    seed: one.seed,
    arguments: { ...plainArguments(one), sag_scale: scale },
  }),
  score: ({ wanted, guidance }, { judged, picture }, { plain }) => {
    const by = guidance > 1 ? 'guided' : 'alone'
    const than = (mine: number, other: number) => Number(mine > other)
    return {
      ...(picture !== plain.picture && {
        surer: than(confidence(judged, wanted), confidence(plain.judged, wanted)),
        crisper: than(edgeStrength(picture), edgeStrength(plain.picture)),
      }),
      [`${by}Right`]: isSeen(judged, wanted),
      [`${by}Confidence`]: confidence(judged, wanted),
      edges: edgeStrength(picture),
    }
  },
  scores: {
    surer: { label: 'pictures in which the judge is surer than without', as: 'share', aim: 'above 50 %' },
    crisper: { label: 'pictures with stronger edges than without', as: 'share', aim: 'above 50 %' },
    aloneRight: { label: 'both things as asked, without guidance by the text', as: 'share' },
    aloneConfidence: { label: 'judge’s confidence, without guidance by the text', as: 'share' },
    guidedRight: { label: 'both things as asked, with guidance by the text', as: 'share' },
    guidedConfidence: { label: 'judge’s confidence, with guidance by the text', as: 'share' },
    edges: { label: 'edge strength', as: 'mean', aim: 'above without' },
  },
})
