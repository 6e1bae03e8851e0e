import { defineMeta } from '../../../src/shared/guideMeta'

export const meta = defineMeta({
  id: 'classifier-free',
  label: 'Guidance',
  summary: 'Follows the prompt, and keeps away from the negative prompt.',
  paper: 'Ho & Salimans 2022, arXiv:2207.12598; rescale: Lin et al. 2023, arXiv:2305.08891',
  role: 'base',
  fields: {
    scale: {
      kind: 'strength',
      label: 'Scale',
      help: 'How strictly the prompt is followed; 1 is not at all more than the checkpoint does by itself.',
      min: 1,
      max: 30,
      usual: [1, 15],
      step: 0.5,
      default: 7.5,
    },
    rescale: {
      kind: 'strength',
      label: 'Rescale',
      help: 'Takes back the over-exposure of high scales; 0 is off.',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0,
      expert: true,
    },
  },
  impliedBy: ({ has }) => !has('base'),
  whenOff: { scale: 1 },
  suits: { 'toyland/base': { scale: 4 }, 'toyland/depth': { scale: 4 } },
  knownAs: { scale: 'guidanceScale', rescale: 'guidanceRescale' },
})
