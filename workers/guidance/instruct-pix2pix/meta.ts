import { defineMeta } from '../../../src/shared/guideMeta'

export const meta = defineMeta({
  id: 'instruct-pix2pix',
  label: 'Instruction guidance',
  summary: 'Changes the picture as the instruction says, and leaves the rest.',
  paper: 'Brooks, Holynski & Efros 2023, arXiv:2211.09800',
  role: 'base',
  fields: {
    textScale: {
      kind: 'strength',
      label: 'Follow the instruction',
      help: 'Further right changes more.',
      min: 1,
      max: 30,
      usual: [1, 12],
      step: 0.5,
      default: 7.5,
    },
    imageScale: {
      kind: 'strength',
      label: 'Keep the picture',
      help: 'Further right changes less.',
      min: 1,
      max: 5,
      usual: [1, 3],
      step: 0.1,
      default: 1.5,
    },
  },
  fills: [8],
  impliedBy: ({ inChannels, has }) => inChannels === 8 && !has('base'),
  whenOff: { textScale: 1, imageScale: 1 },
  usesPicture: true,
  instructs: true,
  requires: { image: true, unetChannels: [8] },
  suits: { 'toyland/instruct': { textScale: 3, imageScale: 2 } },
  knownAs: { textScale: 'guidanceScale', imageScale: 'imageGuidanceScale' },
})
