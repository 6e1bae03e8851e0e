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

/** By name, further parts of plans; but for the LoRAs of the attention alone, none of them is one from which the factors of `passesInTraining` were chosen. */
export const timedPlans: Readonly<Record<string, object>> = {
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
    checkpoint: 'toyland/instruct',
    pictures: ['house-snow.png', 'tree-snow.png'],
    before: ['cat-meadow.png', 'dog-beach.png'],
    captions: ['make it a house', 'make it a tree'],
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
    hints: ['cat-meadow.png', 'dog-beach.png', 'robot-dog-night.png'],
  },
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
