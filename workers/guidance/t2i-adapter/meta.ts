import { defineMeta } from '../../../src/shared/guideMeta'
import { hintControl, hintFields } from '../../../src/shared/hintFields'

export const meta = defineMeta({
  id: 't2i-adapter',
  // 1 read pictures that are no drawings as pen strokes by their brightness.
  version: 2,
  label: 'T2I-Adapter',
  summary: 'Leads the result by a second picture, more loosely than a ControlNet and at almost no cost.',
  paper: 'Mou et al. 2023, arXiv:2302.08453',
  role: 'addition',
  purpose: 'follow',
  fields: {
    network: {
      kind: 'network',
      network: 't2i-adapter',
      label: 'Adapter',
      help: 'Trained for one kind of hint, and for one family of checkpoints.',
      default: '',
    },
    ...hintFields,
    weight: {
      kind: 'strength',
      label: 'Weight',
      help: 'How strictly the hint is followed; 0 ignores it.',
      min: 0,
      max: 2,
      step: 0.05,
      default: 1,
      expert: true,
    },
  },
  simply: hintControl,
  many: true,
  prepares: true,
})
