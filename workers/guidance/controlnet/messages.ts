import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('controlnet', {
  looseDetails: 'a hint whose fine details are held loosely',
  otherMode: 'another mode than the balanced one',
})
