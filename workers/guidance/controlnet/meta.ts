import { defineMeta } from '../../../src/shared/guideMeta'
import { hintControl, hintFields } from '../../../src/shared/hintFields'

export const meta = defineMeta({
  id: 'controlnet',
  // 1 read pictures that are no drawings as pen strokes by their brightness.
  version: 2,
  label: 'ControlNet',
  summary: 'Makes the result follow the lines or shapes of a second picture: a sketch, edges, a depth map.',
  paper: 'Zhang, Rao & Agrawala 2023, arXiv:2302.05543',
  role: 'addition',
  purpose: 'follow',
  fields: {
    network: {
      kind: 'network',
      network: 'controlnet',
      label: 'Network',
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
    mode: {
      kind: 'choice',
      label: 'What counts more',
      help: 'Balanced; the prompt, with the hint’s fine details held loosely; or the hint, which then works even without a prompt.',
      options: ['balanced', 'prompt-first', 'control-first'],
      optionLabels: { balanced: 'Balanced', 'prompt-first': 'The prompt', 'control-first': 'The hint' },
      default: 'balanced',
      expert: true,
    },
  },
  leadsAlone: ({ mode }) => mode === 'control-first',
  simply: hintControl,
  many: true,
  prepares: true,
})
