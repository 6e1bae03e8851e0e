// What a training can be of, and how fast and long each goes on unless the person says otherwise.

/**
 * `lora` a low-rank change of the UNet (DreamBooth), `word` the vectors of a new word (Textual Inversion), `custom-diffusion` a
 * word and the cross-attention's keys and values, `whole` every weight of the UNet (DreamBooth of small checkpoints),
 * `controlnet` a ControlNet beside it, of pictures with their hints.
 */
export const lessonKinds = ['lora', 'word', 'custom-diffusion', 'whole', 'controlnet'] as const
export type LessonKind = (typeof lessonKinds)[number]

/** Whether the pictures show one thing, or things in one style. */
export const learnables = ['subject', 'style'] as const
export type Learnable = (typeof learnables)[number]

/**
 * Measured on Toyland, batches of 4, a rate that falls along a cosine (docs/teaching.md). A LoRA of the attention alone learns little but
 * colours.
 */
export const usualRates: Readonly<Record<LessonKind, number>> = {
  lora: 2e-3,
  word: 0.2,
  'custom-diffusion': 1e-3,
  whole: 2e-4,
  controlnet: 3e-4,
}

/**
 * What diffusers' scripts take for Stable Diffusion (their READMEs). Nothing of that size was trained here: a rate that suits Toyland's
 * UNet of 9 million parameters would ruin it.
 */
const ratesOfScripts: Readonly<Record<LessonKind, number>> = {
  lora: 1e-4,
  word: 5e-4,
  'custom-diffusion': 1e-5,
  whole: 5e-6,
  controlnet: 1e-5,
}

/** Stable Diffusion 1 reads so many numbers a token, and no smaller family of it is known. */
const LEAST_TEXT_WIDTH = 768

/** The rate that suits a checkpoint. @param textWidth numbers a token that it reads, where that is known */
export const usualRate = (kind: LessonKind, textWidth = 0): number =>
  (textWidth < LEAST_TEXT_WIDTH ? usualRates : ratesOfScripts)[kind]

interface TrainingPasses {
  readonly ready: number
  readonly step: number
  readonly forWork: number
}

/** Side of the pictures, in pixels, at which it was measured how many passes it takes until a training is ready. */
export const passSide = 128

/** In passes, as `passesInTraining` counts them: a whole UNet, or a ControlNet beside it. */
const wholeNetwork: TrainingPasses = { ready: 115, step: 1.5, forWork: 1.55 }
/** A LoRA has many small nodes more. */
const withinUNet: TrainingPasses = { ...wholeNetwork, ready: 165 }
/** A LoRA of the attention alone: a quarter of the layers, and no convolution is differentiated by its weights. */
const withinAttention: TrainingPasses = { ready: 85, step: 1.2, forWork: 1.2 }

/**
 * What a training takes in passes of the UNet for one picture: to be made ready, at `passSide`, of each step whatever it learns from, and for each
 * multiplication of a step as many times as one of a pass takes. The optimiser is not in it. Chosen from what was measured on Toyland, in
 * Node (docs/teaching.md).
 */
export function passesInTraining({
  kind,
  convolutions,
}: {
  readonly kind: LessonKind
  readonly convolutions: boolean
}): TrainingPasses {
  switch (kind) {
    case 'word':
      return { ready: 55, step: 1, forWork: 1.25 }
    case 'custom-diffusion':
      return { ready: 70, step: 1, forWork: 1.25 }
    case 'lora':
      return convolutions ? withinUNet : withinAttention
    case 'whole':
    case 'controlnet':
      return wholeNetwork
  }
}

/** Steps in which a picture of the class is made. */
export const classPictureSteps = 20

/** Of so many pictures. */
const MEASURED_WITH = 5
/** More are never reckoned; a person may ask for them. */
const mostUsualSteps = 3000
const usualSteps: Readonly<Record<LessonKind, number>> = {
  lora: 400,
  word: 1500,
  'custom-diffusion': 500,
  whole: 500,
  controlnet: 500,
}

/** Of a LoRA: colours and lines are learned sooner than a thing. */
const stepsOfStyle = 300

/**
 * The steps that suit so many pictures: each is seen as often as those of the measured trainings. Fewer than three are not learned
 * sooner, and of more than twenty each shows less that is new.
 */
export function stepsFor(kind: LessonKind, pictures: number, learns: Learnable = 'subject'): number {
  const share = Math.min(Math.max(pictures / MEASURED_WITH, 0.6), 4)
  const usual = kind === 'lora' && learns === 'style' ? stepsOfStyle : usualSteps[kind]
  return Math.min(mostUsualSteps, 50 * Math.round((usual * share) / 50))
}
