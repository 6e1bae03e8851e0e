import { defineMeta } from '../../../src/shared/guideMeta'

export const meta = defineMeta({
  id: 'ddim-inversion',
  label: 'From the picture’s own noise',
  summary:
    'Starts from the noise that would have given this picture, in place of any noise: what no guide and no word changes comes back.',
  paper: 'Song, Meng & Ermon 2021 (DDIM), arXiv:2010.02502',
  role: 'start',
  purpose: 'change',
  inverts: true,
  usesPicture: true,
  prepares: { values: { edits: false }, name: 'Reconstruction' },
  fields: {
    caption: {
      kind: 'prompt',
      label: 'What the picture shows',
      help: 'As it is now; left empty, the prompt says it, and only other guides change the picture.',
      default: '',
      placeholder: 'a cat in a meadow',
    },
    guidance: {
      kind: 'number',
      label: 'Guidance on the way to noise',
      help: 'How strictly the description is kept to; at 1 the picture comes back best.',
      min: 1,
      max: 15,
      step: 0.5,
      default: 1,
      expert: true,
    },
    edits: {
      kind: 'boolean',
      label: 'Follow the prompt',
      help: 'Off, the run says what the description says: the picture as it comes back.',
      default: true,
      expert: true,
    },
  },
  // What noise a picture comes from is defined for UNets that take latents alone, or latents with a depth map.
  requires: { image: true, unetChannels: [4, 5], deterministic: true },
  excludes: {
    diffedit: 'both begin from an inversion of the picture',
  },
})
