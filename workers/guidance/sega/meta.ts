import { defineMeta } from '../../../src/shared/guideMeta'

/** It has read captions only, and hats and smiles are a few of its latent pixels: 16 by 16. */
const suitsToyland = { concepts: [{ strength: 10, threshold: 0.95, warmUp: 0.1 }] }

export const meta = defineMeta({
  id: 'sega',
  label: 'Concepts (SEGA)',
  summary:
    'Adds things to the picture or takes them out, one by one, and leaves the rest of it as it would have been.',
  paper: 'Brack et al. 2023, arXiv:2301.12247',
  role: 'addition',
  purpose: 'words',
  suits: { 'toyland/base': suitsToyland, 'toyland/depth': suitsToyland },
  remembers: {
    fields: ['concepts', 'momentum', 'momentumDecay'],
    name: ({ concepts }) =>
      (concepts as readonly { readonly concept?: unknown }[])
        .map(({ concept }) => String(concept ?? ''))
        .join(', '),
  },
  fields: {
    concepts: {
      kind: 'list',
      label: 'Concepts',
      help: 'What shall be there, or shall not.',
      itemLabel: 'concept',
      min: 1,
      max: 20,
      default: [{}],
      item: {
        concept: {
          kind: 'prompt',
          label: 'Concept',
          help: 'What it is, as a prompt would say it.',
          default: '',
          required: true,
          placeholder: 'a face with glasses',
        },
        direction: {
          kind: 'choice',
          label: 'Direction',
          options: ['include', 'remove'],
          default: 'include',
          optionLabels: { include: 'Include', remove: 'Remove' },
        },
        strength: {
          kind: 'strength',
          label: 'Strength',
          help: 'Further right changes more.',
          min: 0,
          max: 20,
          usual: [0, 12],
          step: 0.5,
          default: 5,
        },
        threshold: {
          kind: 'number',
          label: 'Threshold',
          help: 'Further right keeps to the part of the picture that the concept concerns most. For a place, a light or a style take 0, which is all of it, and remove what the prompt says instead.',
          min: 0,
          max: 1,
          step: 0.01,
          default: 0.9,
        },
        warmUp: {
          kind: 'number',
          label: 'Warm-up',
          help: 'The part of the steps before it sets in. Later keeps more of the picture’s layout.',
          min: 0,
          max: 1,
          step: 0.05,
          default: 0.2,
          expert: true,
        },
        coolDown: {
          kind: 'number',
          label: 'Cool-down',
          help: 'The part of the steps after which it stops; 1 is never.',
          min: 0,
          max: 1,
          step: 0.05,
          default: 1,
          expert: true,
        },
        weight: {
          kind: 'number',
          label: 'Weight',
          help: 'Its share among several concepts.',
          min: 0,
          max: 10,
          step: 0.1,
          default: 1,
          expert: true,
        },
      },
    },
    momentum: {
      kind: 'number',
      label: 'Momentum',
      help: 'How much of the directions of earlier steps is added; 0 is none.',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.1,
      expert: true,
    },
    momentumDecay: {
      kind: 'number',
      label: 'Momentum’s memory',
      help: 'Further right remembers longer.',
      min: 0,
      max: 0.99,
      step: 0.01,
      default: 0.4,
      expert: true,
    },
  },
})
