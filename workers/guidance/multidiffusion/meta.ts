import { defineMeta } from '../../../src/shared/guideMeta'

export const meta = defineMeta({
  id: 'multidiffusion',
  label: 'Panorama',
  summary:
    'Makes pictures that are larger than the checkpoint’s own size, in windows that agree where they overlap.',
  paper: 'Bar-Tal et al. 2023 (MultiDiffusion), arXiv:2302.08113',
  role: 'views',
  purpose: 'place',
  widens: 3,
  fields: {
    circular: {
      kind: 'boolean',
      label: 'Circular',
      help: 'The right edge continues at the left one, as in a picture all around.',
      default: false,
    },
    stride: {
      kind: 'number',
      label: 'Stride',
      help: 'From one window to the next; a smaller one hides the seams better and takes longer. 0 is a quarter of the window.',
      min: 0,
      max: 2048,
      step: 8,
      default: 0,
      unit: 'px',
    },
    window: {
      kind: 'number',
      label: 'Window',
      help: 'Side of the part that is denoised at a time; 0 is the size that the checkpoint was trained at.',
      min: 0,
      max: 2048,
      step: 8,
      default: 0,
      unit: 'px',
      expert: true,
    },
    feather: {
      kind: 'number',
      label: 'Feather',
      help: 'How far from its border a window counts less than its neighbours; 0 is a plain average.',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.5,
      expert: true,
    },
  },
})
