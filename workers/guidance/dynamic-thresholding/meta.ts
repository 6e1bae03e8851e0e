import { defineMeta } from '../../../src/shared/guideMeta'

export const meta = defineMeta({
  id: 'dynamic-thresholding',
  label: 'Dynamic thresholding',
  summary: 'Keeps strong guidance from burning colours out.',
  paper: 'Saharia et al. 2022 (Imagen, section 2.3), arXiv:2205.11487',
  role: 'correction',
  fields: {
    strength: {
      kind: 'strength',
      label: 'Strength',
      help: 'Further right brings the colours closer to those without guidance; 0 is off.',
      min: 0,
      max: 1,
      step: 0.05,
      default: 1,
    },
    percentile: {
      kind: 'number',
      label: 'Percentile',
      help: 'What counts as the range of the colours. Lower cuts more of the brightest and darkest.',
      min: 0.9,
      max: 1,
      step: 0.005,
      default: 0.995,
      expert: true,
    },
  },
})
