import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('regions', {
  noPixel: {
    code: 'image',
    message: 'Region {number} has no pixel: its mask covers nothing.',
    hint: 'Paint on its mask, or remove the region.',
  },
  boxWithoutPixel: {
    code: 'recipe',
    message: 'Region {number} has no pixel: its box is too thin, or lies beside the picture.',
    hint: 'Give it another place or size, or remove the region.',
  },
  noPlace: {
    code: 'recipe',
    message: 'Region {number} has neither a mask nor a box.',
    hint: 'Choose a mask layer for it, or give it a width and a height.',
  },
  seedsIdle: 'The seeds of regions do nothing here: the start is the inverted picture, not noise.',
})
