// SEGA: a concept is added or taken away, and the rest stays.
import type { Judgement } from '../../toyland/judge'
import { isSeen, restKept } from '../judgeScores'
import { psnr } from '../pictureScores'
import { plainArguments, plainRecipe, plainSettings } from '../plainRecipe'
import { choose, seeded } from '../seeded'
import { defineTechnique } from '../technique'
import { colours, hatted, placeNames, places, withArticle } from '../words'

const { steps } = plainSettings

interface Case {
  readonly prompt: string
  readonly seed: number
  /** The prompt is what is removed. */
  readonly include: string
  /** What the judge is to see afterwards. */
  readonly wanted: Judgement
  readonly settings: Settings
}

interface Settings {
  readonly strength: number
  readonly threshold: number
  readonly warmUp: number
}

/**
 * Toyland's text encoder has read captions only, so a concept is written as one, and two that differ in one thing move the picture by
 * that alone: "a red cat with a hat in the snow" is included, the prompt, "a red cat in the snow", removed.
 */
const usual: Settings = { strength: 8, threshold: 0.5, warmUp: 0.1 }
/** A hat needs room, which the first steps give or take. */
const early: Settings = { ...usual, warmUp: 0 }
/** A smile is a few pixels. */
const strong: Settings = { strength: 14, threshold: 0.8, warmUp: 0.1 }
const momentum = { momentum: 0.1, momentumDecay: 0.4 }

function caseOf(index: number): Case {
  const random = seeded(`sega ${index}`)
  const where = places[choose(random, placeNames)]
  const colour = choose(random, colours)
  const kind = choose(random, hatted)
  const thing = withArticle(`${colour} ${kind}`)
  const face = withArticle(`${colour} face`)
  const change = (without: string, withIt: string, wanted: Judgement, settings: Settings): Case => ({
    prompt: `${without} ${where}`,
    seed: index,
    include: `${withIt} ${where}`,
    wanted,
    settings,
  })
  switch (index % 4) {
    case 0:
      return change(thing, `${thing} with a hat`, { first_hat: 'yes' }, early)
    case 1:
      return change(`${thing} with a hat`, thing, { first_hat: 'no' }, usual)
    case 2:
      return change(face, `${face} with glasses`, { face_glasses: 'yes' }, usual)
    default:
      return change(face, withArticle(`${colour} smiling face`), { face_mood: 'smiling' }, strong)
  }
}

export const sega = defineTechnique<Case>({
  id: 'sega',
  title: 'Concepts (SEGA)',
  about:
    'One thing or a face, in any colour and place. A quarter each: add a hat, take a hat off, add glasses, make it smile.',
  note: 'Strength 8 and threshold 0.5; for hats to add no warm-up; for smiles strength 14 and threshold 0.8. These settings were found with the first 80 cases. Included is the prompt with the change, removed is the prompt: of 32 other cases, which add hats, 30 were so as asked with all else unchanged, and 21 with concepts that left out the place (“a red cat with a hat”, “a red cat”). Those made 87.5 % of these 200. A concept alone (“a cat with a hat”, strength 10, threshold 0.95) pulls at all that its text says: 76.7 % of 30 cases had the concept and 86.7 % all else, in diffusers too.',
  caseOf,
  withIt: ({ prompt, seed, include, settings }) => {
    const concepts = [
      { concept: include, direction: 'include', ...settings },
      { concept: prompt, direction: 'remove', ...settings },
    ]
    return {
      recipe: plainRecipe({ prompt, seed, guides: [{ id: 'sega', values: { concepts, ...momentum } }] }),
    }
  },
  withoutIt: ({ prompt, seed }) => ({ recipe: plainRecipe({ prompt, seed }) }),
  diffusers: ({ prompt, seed, include, settings }) => ({
    pipeline: 'SemanticStableDiffusionPipeline',
    checkpoint: 'toyland/base',
    seed,
    arguments: {
      ...plainArguments({ prompt, seed }),
      editing_prompt: [include, prompt],
      reverse_editing_direction: [false, true],
      edit_guidance_scale: Array(2).fill(settings.strength),
      edit_threshold: Array(2).fill(settings.threshold),
      edit_warmup_steps: Array(2).fill(settings.warmUp * steps),
      edit_cooldown_steps: Array(2).fill(steps),
      edit_momentum_scale: momentum.momentum,
      edit_mom_beta: momentum.momentumDecay,
    },
  }),
  score: ({ wanted }, seen, { plain }) => {
    const made = isSeen(seen.judged, wanted)
    const kept = restKept(plain.judged, seen.judged, Object.keys(wanted))
    return {
      asked: made * kept,
      [wanted['first_hat'] === 'no' ? 'removed' : 'included']: made,
      kept,
      ...(seen.picture !== plain.picture && { psnr: psnr(seen.picture, plain.picture) }),
    }
  },
  scores: {
    asked: { label: 'concept as asked, all else unchanged', as: 'share', aim: 'at least 90 %' },
    included: { label: 'concept as asked, included', as: 'share' },
    removed: { label: 'concept as asked, removed', as: 'share' },
    kept: { label: 'all else that the judge sees unchanged', as: 'share', aim: 'at least 90 %' },
    psnr: { label: 'whole picture, against without', as: 'median dB' },
  },
})
