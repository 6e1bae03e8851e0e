// Trainings that differ in what decides their time: what trains, from how many pictures a step, what is made for them and on their way.

const steps = 40
const noisier = { timestepBias: 3, steps, saveEvery: 0 } as const
const captions = ['a {} in a meadow', 'a {} in the snow', 'a {} on the beach'] as const
const other = {
  word: '<hut>',
  className: 'house',
  pictures: ['house-snow.png', 'tree-snow.png'],
  captions: ['a {} in the snow', 'a {} in the snow'],
} as const

const pairs = {
  checkpoint: 'toyland/instruct',
  pictures: ['house-snow.png', 'tree-snow.png'],
  before: ['cat-meadow.png', 'dog-beach.png'],
  captions: ['make it a house', 'make it a tree'],
} as const
const hints = ['cat-meadow.png', 'dog-beach.png', 'robot-dog-night.png'] as const

/** By name, further parts of plans. */
export const timedPlans: Readonly<Record<string, object>> = {
  // From these the factors of `passesInTraining` were chosen.
  'LoRA of rank 4': { ...noisier, kind: 'lora', rank: 4, batch: 2 },
  'LoRA of rank 64': { ...noisier, kind: 'lora', rank: 64, batch: 1 },
  'LoRA of the attention alone': { ...noisier, kind: 'lora', rank: 8, convolutions: false, batch: 4 },
  'LoRA of the attention alone, one picture': {
    ...noisier,
    kind: 'lora',
    rank: 16,
    convolutions: false,
    batch: 1,
  },
  'LoRA, a new word, pictures of the class': {
    ...noisier,
    kind: 'lora',
    rank: 16,
    newWord: true,
    vectors: 4,
    batch: 4,
    classPictures: 10,
    classCaptions: captions,
  },
  'LoRA, the text encoder too': { ...noisier, kind: 'lora', rank: 8, textEncoder: true, batch: 2 },
  'LoRA at 192 x 192': { ...noisier, kind: 'lora', rank: 16, batch: 2, size: 192 },
  'LoRA beside companions, pictures on the way': {
    ...noisier,
    kind: 'lora',
    rank: 16,
    batch: 2,
    companions: ['a red cat'],
    samplePrompts: ['a sks robot in the snow'],
    sampleEvery: 20,
  },
  'word of 4 vectors': { ...noisier, kind: 'word', vectors: 4, batch: 3 },
  'word of 16 vectors, pictures on the way': {
    ...noisier,
    kind: 'word',
    vectors: 16,
    batch: 4,
    samplePrompts: ['a <new> on the beach'],
    sampleEvery: 20,
  },
  'Custom Diffusion, two things': { ...noisier, kind: 'custom-diffusion', batch: 3, others: [other] },
  'Custom Diffusion, pictures of the class': {
    ...noisier,
    kind: 'custom-diffusion',
    batch: 2,
    classPictures: 6,
    classCaptions: captions,
  },
  'whole UNet': { ...noisier, kind: 'whole', batch: 2 },
  'whole UNet, a new word, pictures of the class': {
    ...noisier,
    kind: 'whole',
    newWord: true,
    vectors: 4,
    batch: 4,
    classPictures: 10,
    classCaptions: captions,
  },
  'InstructPix2Pix, LoRA': {
    ...noisier,
    kind: 'lora',
    rank: 8,
    batch: 2,
    ...pairs,
  },
  'LoRA of the attention alone, rank 48': {
    ...noisier,
    kind: 'lora',
    rank: 48,
    convolutions: false,
    batch: 2,
  },
  ControlNet: {
    ...noisier,
    kind: 'controlnet',
    batch: 4,
    hints,
  },
  // And from these none.
  'LoRA of rank 16, three pictures': { ...noisier, kind: 'lora', rank: 16, batch: 3 },
  'LoRA of rank 1': { ...noisier, kind: 'lora', rank: 1, batch: 1 },
  'LoRA of rank 48, a new word': { ...noisier, kind: 'lora', rank: 48, newWord: true, vectors: 2, batch: 4 },
  'LoRA of the attention alone, rank 32': {
    ...noisier,
    kind: 'lora',
    rank: 32,
    convolutions: false,
    batch: 3,
  },
  'LoRA of the attention and the text encoder': {
    ...noisier,
    kind: 'lora',
    rank: 4,
    convolutions: false,
    textEncoder: true,
    batch: 4,
  },
  'word of one vector': { ...noisier, kind: 'word', vectors: 1, batch: 2 },
  'word of 8 vectors at 96 x 96': { ...noisier, kind: 'word', vectors: 8, batch: 4, size: 96 },
  'Custom Diffusion, one thing': { ...noisier, kind: 'custom-diffusion', batch: 4 },
  'whole UNet, one picture': { ...noisier, kind: 'whole', batch: 1 },
  'whole UNet, four pictures': { ...noisier, kind: 'whole', batch: 4 },
  'InstructPix2Pix, LoRA of rank 32': { ...noisier, kind: 'lora', rank: 32, batch: 4, ...pairs },
  'InstructPix2Pix, whole': { ...noisier, kind: 'whole', batch: 2, ...pairs },
  'ControlNet, one picture': { ...noisier, kind: 'controlnet', batch: 1, hints },
}

/** What all have in common. @param word by its kind */
export const timedPlan = (further: object): object => ({
  version: 1,
  checkpoint: 'toyland/base',
  className: 'robot',
  pictures: ['cat-meadow.png', 'dog-beach.png', 'robot-dog-night.png'],
  captions,
  ...further,
  word: isNewWord(further) ? '<new>' : 'sks',
})

const isNewWord = (plan: { readonly kind?: string; readonly newWord?: boolean }): boolean =>
  plan.newWord === true || plan.kind === 'word' || plan.kind === 'custom-diffusion'
