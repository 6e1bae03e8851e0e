// What the pages of the guides show: for each a row of pictures by the bundled checkpoints, most often without the guide and with it.
import type { GuideValues } from '../../../src/shared/guideFields'

/** A picture of a row: the open one, what a guide shows in the run of the last picture, or what a recipe makes. */
export type Panel =
  | { readonly kind: 'open' }
  | { readonly kind: 'shown'; readonly name: string }
  | { readonly kind: 'made'; readonly recipe: object; readonly values?: GuideValues }

export interface GuidePicture {
  /** Of the guide, and the name of its page. */
  readonly id: string
  readonly panels: readonly Panel[]
  /** The panels' width over their height. */
  readonly wide?: number
}

const common = { steps: 20, width: 128, height: 128, upscaler: 'toyland/upscaler' }
/** As the page makes a new picture of Toyland's. */
const toyland = (prompt: string, seed: number, rest: object = {}) => ({
  checkpoint: 'toyland/base',
  prompt,
  seed,
  ...common,
  enlarge: 4,
  ...rest,
})
/** And an edit of the bundled picture of a cat. */
const edit = (prompt: string, seed: number) => ({
  checkpoint: 'toyland/base',
  prompt,
  seed,
  ...common,
  image: 'open',
  strength: 0.8,
  keepUnchanged: true,
})
const made = (recipe: object, values?: GuideValues): Panel => ({
  kind: 'made',
  recipe,
  ...(values && { values }),
})
const open: Panel = { kind: 'open' }
const shown = (name: string): Panel => ({ kind: 'shown', name })
/** Without the guide, and with it. */
const compared = (recipe: object, values: GuideValues): readonly Panel[] => [
  made(recipe),
  made(recipe, values),
]

const face = toyland('a face on the beach', 3)
const forgotten = toyland('a cat and a house in the snow', 8)
const strong = toyland('a house in the snow', 5, { scale: 14 })

export const guidePictures: readonly GuidePicture[] = [
  {
    id: 'prompt-weighting',
    panels: [made(toyland('a cat in the snow', 2)), made(toyland('a [cat:robot:0.4] in the snow', 2), {})],
  },
  {
    id: 'model-editing',
    panels: compared(toyland('a house in the snow', 2), { edits: [{ from: 'a house', to: 'a red house' }] }),
  },
  {
    id: 'diffedit',
    panels: [open, shown('Mask'), made(edit('a dog in a meadow', 1), { source: 'a cat in a meadow' })],
  },
  {
    id: 'ddim-inversion',
    panels: [open, made(edit('a cat in the snow', 1), { caption: 'a cat in a meadow' })],
  },
  {
    id: 'sega',
    panels: compared(face, {
      concepts: [{ concept: 'a face with glasses', strength: 10, threshold: 0.95, warmUp: 0.1 }],
    }),
  },
  { id: 'self-attention-guidance', panels: compared(toyland('a robot in the desert', 6), {}) },
  {
    id: 'depth2image',
    panels: [
      open,
      shown('Depth'),
      made(toyland('a robot at night', 1, { checkpoint: 'toyland/depth' }), { depth: 'open' }),
    ],
  },
  {
    id: 'controlnet',
    panels: [
      open,
      shown('Hint'),
      made(toyland('a cat in the snow', 1), { network: 'toyland/controlnet-canny', hint: 'open' }),
    ],
  },
  {
    id: 't2i-adapter',
    panels: [
      open,
      shown('Hint'),
      made(toyland('a cat at night', 1), { network: 'toyland/t2i-adapter-sketch', hint: 'open' }),
    ],
  },
  {
    id: 'multidiffusion',
    panels: [made(toyland('a meadow', 1, { width: 384 }), {})],
    wide: 3,
  },
  {
    id: 'regions',
    panels: compared(toyland('a meadow', 1), {
      regions: [
        { prompt: 'a red house', left: 0, top: 25, width: 50, height: 75 },
        { prompt: 'a blue car', left: 50, top: 40, width: 50, height: 60 },
      ],
    }),
  },
  {
    id: 'attend-and-excite',
    panels: [shown('cat'), shown('house'), made(forgotten, { words: ['cat', 'house'], strength: 10 })],
  },
  {
    id: 'pix2pix-zero',
    panels: compared(toyland('a cat in a meadow', 7), { source: 'cat', target: 'dog' }),
  },
  { id: 'dynamic-thresholding', panels: compared(strong, {}) },
  { id: 'step-caching', panels: compared(toyland('a house at night', 9), {}) },
]
