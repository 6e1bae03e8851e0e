// What is taught, in which ways.

interface Stranger {
  /** In strangers.json. */
  readonly name: string
  /** What kind of thing it is said to be. */
  readonly className: string
  /** By which it is learned, where it gets a word of its own. */
  readonly word: string
}

export interface TaughtCase {
  readonly name: string
  readonly strangers: readonly Stranger[]
  /** Further parts of the plan. */
  readonly plan: {
    readonly kind: 'lora' | 'word' | 'custom-diffusion' | 'whole'
    readonly learns?: 'style'
    readonly batch: number
    readonly steps: number
    readonly rank?: number
    readonly newWord?: boolean
    readonly vectors?: number
    readonly timestepBias?: number
    readonly learningRate?: number
    readonly classPictures?: number
    readonly classCaptions?: readonly string[]
  }
  /** Cases whose concepts are merged, one for each stranger, in place of a training. */
  readonly merges?: readonly string[]
}

const creature = { name: 'striped two-horned creature', className: 'robot', word: '<creature>' }
const teapot = { name: 'teapot with a face', className: 'mushroom', word: '<teapot>' }
const snail = { name: 'snail rocket', className: 'car', word: '<snail>' }

// As the page has them. The class is shown where the strangers' pictures show them.
const noisier = { batch: 4, timestepBias: 3 } as const
const kept = {
  classPictures: 40,
  classCaptions: ['a {} in a meadow', 'a {} in the desert', 'a {} on the beach'],
} as const
const lora = { ...noisier, ...kept, kind: 'lora', rank: 16, newWord: true, vectors: 4, steps: 400 } as const
/** What is kept is what the pictures show, in no style. */
const style = {
  ...lora,
  learns: 'style',
  steps: 300,
  classPictures: 20,
  classCaptions: [
    'an orange cat in a meadow',
    'a red house in the desert',
    'a green tree on the beach',
    'a blue robot in a meadow',
    'a pink mushroom in the desert',
  ],
} as const
const word = { ...noisier, kind: 'word', vectors: 16, learningRate: 0.2, steps: 1500 } as const
const whole = { ...noisier, ...kept, kind: 'whole', newWord: true, vectors: 4, steps: 500 } as const
const custom = { ...noisier, kind: 'custom-diffusion', steps: 500 } as const

/** The most telling first. */
export const taughtCases: readonly TaughtCase[] = [
  { name: 'lora-creature', strangers: [{ ...creature, className: 'creature' }], plan: lora },
  { name: 'lora-teapot', strangers: [teapot], plan: lora },
  { name: 'whole-teapot', strangers: [teapot], plan: whole },
  {
    name: 'style-blueprint',
    strangers: [{ name: 'blueprint', className: 'sketch', word: '<blueprint>' }],
    plan: style,
  },
  {
    name: 'style-print',
    strangers: [{ name: 'pink print', className: 'sketch', word: '<print>' }],
    plan: style,
  },
  { name: 'custom-teapot', strangers: [teapot], plan: custom },
  { name: 'word-teapot', strangers: [teapot], plan: word },
  { name: 'lora-snail', strangers: [snail], plan: lora },
  { name: 'custom-snail', strangers: [snail], plan: custom },
  {
    name: 'custom-merged',
    strangers: [teapot, snail],
    plan: custom,
    merges: ['custom-teapot', 'custom-snail'],
  },
  { name: 'custom-jointly', strangers: [teapot, snail], plan: { ...custom, steps: 700 } },
  { name: 'word-creature', strangers: [creature], plan: word },
]
