// Pix2Pix Zero: the thing of a scene becomes another one, where the scene and the thing's place stay.
import type { Pixels } from '../../../src/shared/pixels'
import { sentencesAbout } from '../../../workers/guidance/pix2pix-zero/sentences'
import type { Judgement } from '../../toyland/judge'
import { isSeen } from '../judgeScores'
import { overlap, psnr } from '../pictureScores'
import { plainArguments, plainRecipe } from '../plainRecipe'
import { defineTechnique } from '../technique'

interface Case {
  /** What the picture shows before, and after. */
  readonly caption: string
  readonly wish: string
  readonly from: string
  readonly to: string
  readonly seed: number
  /** A drawing; the others are pictures that the checkpoint makes of the caption. */
  readonly drawn?: Pixels
  readonly wanted: Judgement
}

/** What suits the checkpoint, named so that the figures keep their meaning when that changes. */
const values = { change: 1.6, structure: 0.01 }
const steps = 30
/** Of the segmenter's maps to the pictures'. */
const scale = 2

export const pix2PixZero = defineTechnique<Case>({
  id: 'pix2pix-zero',
  title: 'One thing into another (Pix2Pix Zero)',
  about:
    'Scenes with one thing, which is made into another one by name alone; 30 steps. Half of them are drawings, turned into noise under their description; the other half the checkpoint makes itself. Without it: for drawings image-to-image at strength 0.8 from the description with the other thing, for its own pictures the same seed with that description. The rest is what shows no thing before or after, by the segmenter, and the structure the overlap of the things’ outlines (intersection over union).',
  note: 'The rest is kept as diffusers keeps it. The outlines of a thing and of the one that it becomes overlap no more than without it: drawn things have outlines of their own.',
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
      ...(index % 2 === 0 && { drawn: pictures['before']! }),
      wanted: { layout: 'one', first_kind: first_kind!, background: background! },
    }
  },
  before: ({ caption, seed, drawn }) =>
    drawn ?? { recipe: { ...plainRecipe({ prompt: caption, seed }), steps } },
  withIt: ({ caption, from, to, seed, drawn }) => {
    const guide = { id: 'pix2pix-zero', values: { source: from, target: to, ...values } }
    const recipe = { ...plainRecipe({ prompt: caption, seed, guides: [guide] }), steps }
    if (!drawn) return { recipe }
    return { recipe: { ...recipe, image: 'before', strength: 1 }, images: { before: drawn } }
  },
  withoutIt: ({ wish, seed, drawn }) => {
    const recipe = { ...plainRecipe({ prompt: wish, seed }), steps }
    if (!drawn) return { recipe }
    return { recipe: { ...recipe, image: 'before', strength: 0.8 }, images: { before: drawn } }
  },
  diffusers: ({ caption, from, to, seed, drawn }) => ({
    pipeline: 'StableDiffusionPix2PixZeroPipeline',
    checkpoint: 'toyland/base',
    seed,
    arguments: {
      ...plainArguments({ prompt: caption, seed }),
      num_inference_steps: steps,
      source: sentencesAbout(from),
      target: sentencesAbout(to),
      change: values.change,
      cross_attention_guidance_amount: values.structure,
    },
    ...(drawn && { pictures: { image: drawn } }),
  }),
  score: async ({ wanted, drawn }, { judged, picture }, { before, thingsIn }) => {
    const [was, is] = [await thingsIn(before), await thingsIn(picture)]
    const { width } = picture
    const isRest = (at: number) => {
      const cell = Math.floor(at / width / scale) * (width / scale) + Math.floor((at % width) / scale)
      return !was[cell] && !is[cell]
    }
    const kind = drawn ? 'drawing' : 'own'
    return {
      [`${kind}Made`]: isSeen(judged, wanted),
      [`${kind}Kept`]: psnr(picture, before, isRest),
      [`${kind}Structure`]: overlap(was, is),
    }
  },
  scores: {
    drawingMade: {
      label: 'drawings: the other thing is there, alone',
      as: 'share',
    },
    drawingKept: { label: 'drawings: rest of the picture', as: 'median dB' },
    drawingStructure: { label: 'drawings: structure', as: 'mean' },
    ownMade: {
      label: 'its own pictures: the other thing is there, alone',
      as: 'share',
    },
    ownKept: { label: 'its own pictures: rest of the picture', as: 'median dB' },
    ownStructure: { label: 'its own pictures: structure', as: 'mean' },
  },
})
