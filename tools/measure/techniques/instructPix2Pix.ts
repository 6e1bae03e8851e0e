// InstructPix2Pix: the asked change is made, and the rest of the picture stays.
import type { Pixels } from '../../../src/shared/pixels'
import type { Judgement } from '../../toyland/judge'
import { isSeen } from '../judgeScores'
import { psnr } from '../pictureScores'
import { plainSettings, side } from '../plainRecipe'
import { defineTechnique } from '../technique'

interface Case {
  readonly instruction: string
  readonly seed: number
  readonly before: Pixels
  /** White where the edit may change the picture. */
  readonly changed: Pixels
  readonly wanted: Judgement
}

const guidance = { textScale: 3, imageScale: 2 }

export const instructPix2Pix = defineTechnique<Case>({
  id: 'instruct-pix2pix',
  title: 'Instruction (InstructPix2Pix)',
  about:
    'Drawn scenes and instructions that training has not seen: colours, kinds, hats, places, styles, moods, things added and removed.',
  drawings: 'edits',
  caseOf: (index, drawn) => {
    const { texts, labels, pictures } = drawn!
    const [before, after] = [labels['before']!, labels['after']!]
    return {
      instruction: texts['instruction']!,
      seed: index,
      before: pictures['before']!,
      changed: pictures['changed']!,
      wanted: Object.fromEntries(Object.entries(after).filter(([name, answer]) => before[name] !== answer)),
    }
  },
  withIt: ({ instruction, seed, before }) => ({
    recipe: {
      version: 2,
      checkpoint: 'toyland/instruct',
      prompt: instruction,
      seed,
      steps: plainSettings.steps,
      scheduler: 'ddim',
      width: side,
      height: side,
      image: 'before',
      guides: [{ id: 'instruct-pix2pix', values: guidance }],
    },
    images: { before },
  }),
  withoutIt: ({ before }) => before,
  diffusers: ({ instruction, seed, before }) => ({
    pipeline: 'StableDiffusionInstructPix2PixPipeline',
    checkpoint: 'toyland/instruct',
    seed,
    arguments: {
      prompt: instruction,
      num_inference_steps: plainSettings.steps,
      guidance_scale: guidance.textScale,
      image_guidance_scale: guidance.imageScale,
    },
    pictures: { image: before },
  }),
  score: ({ wanted, before, changed }, { judged, picture }) => {
    const outside = (at: number) => (changed.data[at * 4] as number) < 128
    const kept = picture === before ? NaN : psnr(picture, before, outside)
    return { made: isSeen(judged, wanted), ...(!Number.isNaN(kept) && { kept }) }
  },
  scores: {
    made: { label: 'change made as asked', as: 'share', aim: 'at least 90 %' },
    kept: { label: 'rest of the picture', as: 'median dB', aim: 'at least 24 dB' },
  },
})
