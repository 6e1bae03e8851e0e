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
    readonly batch: number
    readonly steps: number
    readonly rank?: number
    readonly newWord?: boolean
  }
  /** Cases whose concepts are merged, one for each stranger, in place of a training. */
  readonly merges?: readonly string[]
}

const creature = { name: 'striped two-horned creature', className: 'robot', word: '<creature>' }
const teapot = { name: 'teapot with a face', className: 'mushroom', word: '<teapot>' }
const snail = { name: 'snail rocket', className: 'car', word: '<snail>' }

const lora = { kind: 'lora', batch: 4, rank: 16, steps: 500 } as const
const word = { kind: 'word', batch: 4, steps: 400 } as const
const custom = { kind: 'custom-diffusion', batch: 4, steps: 300 } as const

/** The most telling first. */
export const taughtCases: readonly TaughtCase[] = [
  { name: 'lora-creature', strangers: [{ ...creature, className: 'creature' }], plan: lora },
  { name: 'lora-teapot', strangers: [teapot], plan: lora },
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
  { name: 'custom-jointly', strangers: [teapot, snail], plan: { ...custom, steps: 600 } },
  { name: 'word-creature', strangers: [creature], plan: word },
]
