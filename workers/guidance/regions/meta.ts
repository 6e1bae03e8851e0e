import { defineMeta } from '../../../src/shared/guideMeta'

const share = (label: string, help: string) =>
  ({ kind: 'number', label, help, min: 0, max: 100, step: 1, default: 0, unit: '%', expert: true }) as const

/** It draws what it reads in the middle, or at a third where a side is said, whatever lies around it. */
const suitsToyland = { centred: true, bootstrapping: 0.4 }

export const meta = defineMeta({
  id: 'regions',
  label: 'Regions',
  summary: 'Gives parts of the picture prompts of their own; the prompt above holds for the rest.',
  paper: 'Bar-Tal et al. 2023 (MultiDiffusion, region-based), arXiv:2302.08113',
  role: 'views',
  purpose: 'place',
  suits: Object.fromEntries(
    ['toyland/base', 'toyland/depth', 'toyland/instruct'].map((id) => [id, suitsToyland]),
  ),
  fields: {
    regions: {
      kind: 'list',
      label: 'Regions',
      help: 'Each has a mask that says where and a prompt that says what. Where regions overlap, they are mixed.',
      itemLabel: 'region',
      min: 1,
      max: 16,
      default: [{}],
      item: {
        prompt: {
          kind: 'prompt',
          label: 'Prompt',
          help: 'What shall be there.',
          default: '',
          required: true,
          placeholder: 'a red house with a garden',
        },
        mask: {
          kind: 'mask',
          label: 'Mask',
          help: 'Where the region is: a mask layer, or a box that is set under “More”.',
          default: '',
          requiredUnless: 'width',
        },
        strength: {
          kind: 'number',
          label: 'Strength',
          help: 'Further right is more of this prompt, and less of the one for the rest.',
          min: 0,
          max: 1,
          step: 0.05,
          default: 1,
        },
        negativePrompt: {
          kind: 'prompt',
          label: 'Negative prompt',
          help: 'What shall not be there; without one, the negative prompt of the picture holds.',
          default: '',
          expert: true,
        },
        seed: {
          kind: 'number',
          label: 'Seed',
          help: 'Draws this region anew and leaves the others; -1 is the seed of the picture.',
          min: -1,
          max: 4294967295,
          step: 1,
          default: -1,
          expert: true,
        },
        left: share('Left', 'Left edge of the box, as a share of the width.'),
        top: share('Top', 'Upper edge of the box, as a share of the height.'),
        width: share('Width', 'Width of the box.'),
        height: share('Height', 'Height of the box.'),
      },
    },
    centred: {
      kind: 'boolean',
      label: 'Seen in the middle',
      help: 'The model sees each region in the middle of the picture, where it puts what you name. Off: a region’s prompt has to say its side (“on the left”).',
      default: false,
      expert: true,
    },
    bootstrapping: {
      kind: 'number',
      label: 'Bootstrapping',
      help: 'Share of the steps in which a region sees plain colours around it, so that its thing comes to lie inside; more keeps tighter to the mask.',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.2,
      expert: true,
    },
  },
})
