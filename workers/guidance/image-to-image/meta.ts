import { defineMeta } from '../../../src/shared/guideMeta'

export const meta = defineMeta({
  id: 'image-to-image',
  label: 'Start from the picture',
  summary: 'Starts from the noised picture in place of pure noise; the recipe’s strength says how noisy.',
  paper: 'Meng et al. 2022 (SDEdit), arXiv:2108.01073',
  role: 'start',
  fields: {},
  automatic: true,
  impliedBy: ({ image, strength, usesPicture, inverts }) =>
    image && !inverts && (!usesPicture || (strength !== undefined && strength < 1)),
  requires: { image: true },
})
