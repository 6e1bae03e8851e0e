// DiffEdit: the thing that two descriptions disagree on is found and exchanged, and the rest stays.
import type { Pixels } from '../../../src/shared/pixels'
import type { Judgement } from '../../toyland/judge'
import { isSeen } from '../judgeScores'
import { intersectionOverUnion, psnr } from '../pictureScores'
import { plainArguments, plainRecipe } from '../plainRecipe'
import { defineTechnique } from '../technique'

interface Case {
  readonly source: string
  readonly prompt: string
  readonly seed: number
  readonly before: Pixels
  /** White where the thing is. */
  readonly thing: Pixels
  /** White where the drawings before and after differ. */
  readonly changed: Pixels
  readonly wanted: Judgement
}

const strength = 0.8
const mask = { maps: 10, noise: 0.5, threshold: 1.5, guidance: 7.5 }

export const diffedit = defineTechnique<Case>({
  id: 'diffedit',
  title: 'Find and replace (DiffEdit)',
  about:
    'Drawn scenes with one thing, described as they are and with another thing in its place. Without it: image-to-image at the same strength. diffusers’ pipeline as it is, which takes the positive prompt for the negative one in its mask.',
  drawings: 'replacements',
  caseOf: (index, drawn) => {
    const { texts, labels, pictures } = drawn!
    const { first_kind, background } = labels['after']!
    return {
      source: texts['before']!,
      prompt: texts['after']!,
      seed: index,
      before: pictures['before']!,
      thing: pictures['thing']!,
      changed: pictures['changed']!,
      wanted: { layout: 'one', first_kind: first_kind!, background: background! },
    }
  },
  withIt: (one) => ({
    recipe: {
      ...plainRecipe({ ...one, guides: [{ id: 'diffedit', values: { source: one.source, ...mask } }] }),
      image: 'before',
      strength,
    },
    images: { before: one.before },
  }),
  withoutIt: (one) => ({
    recipe: { ...plainRecipe(one), image: 'before', strength },
    images: { before: one.before },
  }),
  diffusers: (one) => {
    const { width: _width, height: _height, ...rest } = plainArguments(one)
    return {
      pipeline: 'StableDiffusionDiffEditPipeline',
      checkpoint: 'toyland/base',
      seed: one.seed,
      arguments: { ...rest, source: one.source, strength, ...mask },
      pictures: { image: one.before },
    }
  },
  score: ({ wanted, before, thing, changed }, { judged, picture, shown }) => {
    const found = Object.values(shown)[0]
    return {
      made: isSeen(judged, wanted),
      kept: psnr(picture, before, (at) => changed.data[at * 4]! < 128),
      ...(found && { found: intersectionOverUnion(found, thing) }),
    }
  },
  scores: {
    made: { label: 'the other thing is there, alone, in the same place', as: 'share', aim: 'at least 90 %' },
    kept: { label: 'rest of the picture', as: 'median dB' },
    found: { label: 'IoU of the found mask and the thing', as: 'mean' },
  },
})
