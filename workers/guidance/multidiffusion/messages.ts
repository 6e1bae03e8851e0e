import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('multidiffusion', {
  strideTooLarge: {
    code: 'recipe',
    message: "The panorama's stride of {stride} pixels is larger than its window of {window}.",
    hint: 'Choose a stride of at most the window.',
  },
  fadingWindows: 'windows that fade at their edges (set the feather to 0)',
})
