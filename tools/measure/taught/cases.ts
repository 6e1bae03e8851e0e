// What is taught, in which ways.

export interface TaughtCase {
  readonly name: string
  /** By its name in strangers.json, and what kind of thing it is said to be. */
  readonly strangers: readonly { readonly name: string; readonly className: string }[]
  /** Further parts of the plan. */
  readonly plan: { readonly kind: 'lora' | 'word' | 'custom-diffusion' | 'whole' } & object
}

const creature = { name: 'striped two-horned creature', className: 'robot' }
const teapot = { name: 'teapot with a face', className: 'mushroom' }
const snail = { name: 'snail rocket', className: 'car' }

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
  { name: 'word-creature', strangers: [creature], plan: word },
]
