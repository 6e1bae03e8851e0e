import { defineMeta } from '../../../src/shared/guideMeta'

export const meta = defineMeta({
  id: 'self-attention-guidance',
  label: 'Self-attention guidance',
  summary:
    'Makes details cleaner and shapes firmer: the picture keeps away from a blurred version of itself.',
  paper: 'Hong et al. 2023, arXiv:2210.00939',
  role: 'addition',
  fields: {
    scale: {
      kind: 'strength',
      label: 'Strength',
      help: 'Further right is crisper; above 1 colours grow hard.',
      min: 0,
      max: 3,
      step: 0.05,
      default: 0.75,
    },
    sigma: {
      kind: 'number',
      label: 'Blur',
      help: 'How much is blurred where the model looks most. Further right firms up larger shapes.',
      min: 0.5,
      max: 4,
      step: 0.5,
      default: 1,
      expert: true,
    },
  },
})
