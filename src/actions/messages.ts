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
  leftOut: {
    code: 'cancelled',
    message: 'It was cancelled.',
    hint: 'Run it again.',
  },
  openFirst: {
    code: 'checkpoint',
    message: 'The checkpoint "{name}" is not open.',
    hint: 'Open it again in the edit panel, then press “Go on”.',
  },
  noSettings: {
    code: 'recipe',
    message: '"{name}" holds no settings that can be read.',
    hint: 'Use a recipe, a ComfyUI workflow, or the settings that another program wrote beside a picture.',
  },
  notPictures: {
    code: 'image',
    message: 'No picture, and left out: {names}.',
    hint: 'This dialog takes pictures; close it to open anything else.',
  },
  nothingToTake: {
    code: 'image',
    message: 'There is nothing in what was dropped that can be opened.',
    hint: 'Drop a picture, the address of one, a checkpoint or the settings of an edit; drop other text into a text field.',
  },
  nothingToPaste: {
    code: 'image',
    message: 'There is nothing on the clipboard that can be opened.',
    hint: 'Copy a picture, the address of one or the settings of an edit first.',
  },
  fileWithheld: {
    code: 'image',
    message: 'The other program did not hand over its file.',
    hint: 'Save it to a folder there, then drop it from that folder.',
  },
  folderNotDropped: {
    code: 'checkpoint',
    message: 'The folder "{name}" cannot be opened by dropping it in this browser.',
    hint: 'Choose it in the checkpoint dialog.',
  },
})
