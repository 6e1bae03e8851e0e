import { defineMeta } from '../../../src/shared/guideMeta'

export const meta = defineMeta({
  id: 'inpaint',
  label: 'Mask',
  summary: 'Lets the edit act only where the mask is; everything else stays as it was.',
  paper: 'Lugmayr et al. 2022 (RePaint), arXiv:2201.09865; 9 channels: Rombach et al. 2022, arXiv:2112.10752',
  role: 'start',
  fields: {},
  fills: [9],
  automatic: true,
  impliedBy: ({ mask, usesMask }) => mask && !usesMask,
  usesPicture: true,
  requires: { image: true, mask: true },
})
