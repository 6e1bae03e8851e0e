import { defineMeta } from '../../../src/shared/guideMeta'

export const meta = defineMeta({
  id: 'step-caching',
  label: 'Step caching',
  summary: 'Makes a run faster: what hardly changes from step to step is kept and not worked out again.',
  paper: 'Ma, Fang & Wang 2023, arXiv:2312.00858',
  role: 'pace',
  fields: {
    interval: {
      kind: 'number',
      label: 'Whole every',
      help: 'One step in so many is worked out whole. Further right is faster and rougher.',
      min: 2,
      max: 8,
      step: 1,
      default: 2,
    },
    depth: {
      kind: 'number',
      label: 'Outer layers',
      help: 'Layers that are worked out at every step. Further right is slower and closer to the whole run.',
      min: 1,
      max: 8,
      step: 1,
      default: 1,
      expert: true,
    },
    guidance: {
      kind: 'boolean',
      label: 'Keep the guidance too',
      help: 'Between whole steps only the prompt itself is run; how far it stands from the other branches is kept.',
      default: true,
    },
  },
  paces: {
    balanced: { interval: 2, depth: 1, guidance: true },
    fast: { interval: 2, depth: 1, guidance: true },
  },
  excludes: {
    'attend-and-excite': 'the deep layers have to be run at every step to steer by what they see',
    'pix2pix-zero': 'the deep layers have to be run at every step to steer by what they see',
    'self-attention-guidance': 'the runs that are compared have to be whole',
  },
})
