// Pix2Pix Zero: a thing of a drawn scene becomes another one, where the scene and the thing's place stay.
import type { Pixels } from '../../../src/shared/pixels'
import type { Judgement } from '../../toyland/judge'
import { isSeen } from '../judgeScores'
import { psnr } from '../pictureScores'
import { plainRecipe } from '../plainRecipe'
import { defineTechnique } from '../technique'

interface Case {
  readonly caption: string
  readonly wish: string
  readonly from: string
  readonly to: string
  readonly seed: number
  readonly before: Pixels
  /** White where the drawings before and after differ. */
  readonly changed: Pixels
  readonly wanted: Judgement
}

/** What suits the checkpoint, named so that the figures keep their meaning when that changes. */
const values = { change: 1.6, structure: 0.01 }
const steps = 30

export const pix2PixZero = defineTechnique<Case>({
  id: 'pix2pix-zero',
  title: 'One thing into another (Pix2Pix Zero)',
  about:
    'Drawn scenes with one thing, turned into noise under their description, and the thing made into another one by name alone. Without it: image-to-image at strength 0.8 from the description of the scene with the other thing.',
  drawings: 'replacements',
  caseOf: (index, drawn) => {
    const { texts, labels, pictures } = drawn!
    const { first_kind, background } = labels['after']!
    return {
      caption: texts['before']!,
      wish: texts['after']!,
      from: labels['before']!['first_kind']!,
      to: first_kind!,
      seed: index,
      before: pictures['before']!,
      changed: pictures['changed']!,
      wanted: { layout: 'one', first_kind: first_kind!, background: background! },
    }
  },
  withIt: ({ caption, from, to, seed, before }) => {
    const guide = { id: 'pix2pix-zero', values: { source: from, target: to, ...values } }
    return {
      recipe: {
        ...plainRecipe({ prompt: caption, seed, guides: [guide] }),
        steps,
        image: 'before',
        strength: 1,
      },
      images: { before },
    }
  },
  withoutIt: ({ wish, seed, before }) => ({
    recipe: { ...plainRecipe({ prompt: wish, seed }), steps, image: 'before', strength: 0.8 },
    images: { before },
  }),
  score: ({ wanted, before, changed }, { judged, picture }) => ({
    made: isSeen(judged, wanted),
    kept: psnr(picture, before, (at) => changed.data[at * 4]! < 128),
  }),
  scores: {
    made: { label: 'the other thing is there, alone, in the same place', as: 'share' },
    kept: { label: 'rest of the picture', as: 'median dB' },
  },
})
