import { defineMessages } from '../../src/shared/defineMessages'

export const messages = defineMessages('training', {
  storageFull: {
    code: 'storage',
    message: 'The browser’s storage is full, so the training’s state is not saved.',
    hint: 'The training goes on, but is lost if the tab is closed. Free some space to be safe.',
  },
  notStored: {
    code: 'storage',
    message: 'The browser does not let the page store the training’s state.',
    hint: 'The training goes on, but is lost if the tab is closed. Free some space to be safe.',
  },
  notWritten: {
    code: 'storage',
    message: 'The training’s state cannot be written to "{folder}".',
    hint: 'Free some space, or choose another folder.',
  },
  tooSmall: {
    code: 'image',
    message: 'The picture "{name}" is {width}x{height} pixels, too small to learn from.',
    hint: 'Give pictures of at least {least}x{least} pixels.',
  },
  fewerFit: {
    code: 'device',
    message: 'Teaching this takes about {needed} GB of memory, and there are {limit}.',
    hint: 'Take at most {count} pictures a step, which fits.',
  },
  smallerFits: {
    code: 'device',
    message: 'Teaching this takes about {needed} GB of memory, and there are {limit}.',
    hint: 'Take one picture a step, of {side} pixels, which fits.',
  },
  loraFits: {
    code: 'device',
    message: 'Teaching this takes about {needed} GB of memory, and there are {limit}.',
    hint: 'Train a LoRA.',
  },
  tooLarge: {
    code: 'device',
    message: 'Teaching this takes about {needed} GB of memory, and there are {limit}.',
    hint: 'Take a smaller checkpoint. The command line has all of the machine’s memory.',
  },
  rankTooLarge: {
    code: 'recipe',
    message: 'A rank of {rank} is above the width of the checkpoint’s layer "{module}", which is {width}.',
    hint: 'Choose a rank of at most {width}.',
  },
  astray: {
    code: 'device',
    message: 'The training went astray at step {step}: its loss is no number any more.',
    hint: 'What was learned before is kept. Begin again with a lower learning rate.',
  },
  astrayAtOnce: {
    code: 'device',
    message: 'The training cannot begin: the loss of its first step is no number.',
    hint: 'The checkpoint may be damaged: get it again from its publisher.',
  },
  noTokens: {
    code: 'checkpoint',
    message: 'The text encoder has no table of tokens.',
    hint: 'Get the checkpoint again from its publisher.',
  },
  noCopy: {
    code: 'recipe',
    message:
      'A ControlNet cannot begin as a copy of this UNet: its "{weight}" is [{own}], and the UNet’s is [{given}].',
    hint: 'Choose a checkpoint of Stable Diffusion’s usual build.',
  },
})
