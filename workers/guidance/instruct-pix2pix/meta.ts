import { defineMeta } from '../../../src/shared/guideFields'

export const meta = defineMeta({
  id: 'instruct-pix2pix',
  label: 'Instruction',
  summary: 'Changes the picture as the instruction says, and leaves the rest.',
  paper: 'Brooks, Holynski & Efros 2023, arXiv:2211.09800',
  fields: {
    textScale: {
      kind: 'number',
      label: 'Instruction',
      help: 'How strictly the instruction is followed.',
      min: 1,
      max: 30,
      step: 0.5,
      default: 7.5,
    },
    imageScale: {
      kind: 'number',
      label: 'Picture',
      help: 'How strictly the picture is kept.',
      min: 1,
      max: 5,
      step: 0.1,
      default: 1.5,
    },
  },
  requires: { image: true, unetChannels: [8] },
  excludes: { 'classifier-free': 'each of them is the base guidance of a run' },
})
