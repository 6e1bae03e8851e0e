import { defineMessages } from '../shared/defineMessages'

export const messages = defineMessages('actions', {
  noRecipe: {
    code: 'recipe',
    message: 'No edit made this picture, so there is no recipe.',
    hint: 'Export the result of an edit.',
  },
  noMaskNow: {
    code: 'image',
    message: 'This edit was made under a mask, and no mask is visible now.',
    hint: 'Show its mask in the layers, or paint one.',
  },
  folderNotDropped: {
    code: 'checkpoint',
    message: 'The folder "{name}" cannot be opened by dropping it in this browser.',
    hint: 'Choose it in the checkpoint dialog.',
  },
})
