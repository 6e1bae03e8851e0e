import { defineMessages } from '../../src/shared/defineMessages'

export const messages = defineMessages('guidance', {
  needsPicture: {
    code: 'recipe',
    message: '"{guide}" needs a picture, and the recipe names none.',
    hint: 'Open a picture first.',
  },
  needsMask: {
    code: 'recipe',
    message: '"{guide}" needs a mask, and the recipe names none.',
    hint: 'Paint a mask first.',
  },
})
