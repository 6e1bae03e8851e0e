import { defineMeta } from '../../../src/shared/guideMeta'

const side = { kind: 'number', min: 0, max: 8192, step: 8, default: 0 } as const

export const meta = defineMeta({
  id: 'size-conditioning',
  label: 'Size and crop',
  summary:
    'Tells Stable Diffusion XL what kind of picture to make: from a large or a small original, whole or cut, and for which size.',
  paper: 'Podell et al. 2023 (SDXL, section 2.2), arXiv:2307.01952',
  role: 'text',
  purpose: 'quality',
  fields: {
    originalWidth: {
      ...side,
      label: 'Width of the original',
      help: 'Larger gives finer detail, small gives a blurred, enlarged look; 0 is the width of the result.',
    },
    originalHeight: {
      ...side,
      label: 'Height of the original',
      help: 'Larger gives finer detail, small gives a blurred, enlarged look; 0 is the height of the result.',
    },
    cropLeft: {
      ...side,
      label: 'Cut off at the left',
      help: 'Pixels of the original; at 0 things are whole and in the middle, further right they are cut.',
    },
    cropTop: {
      ...side,
      label: 'Cut off above',
      help: 'Pixels of the original; at 0 things are whole and in the middle, further right they are cut.',
    },
    targetWidth: {
      ...side,
      label: 'Width that is wanted',
      help: 'The shape that the picture is composed for; 0 is the width of the result.',
      expert: true,
    },
    targetHeight: {
      ...side,
      label: 'Height that is wanted',
      help: 'The shape that the picture is composed for; 0 is the height of the result.',
      expert: true,
    },
  },
  requires: { xl: true },
})
