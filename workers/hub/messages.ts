import { defineMessages } from '../../src/shared/defineMessages'

const takeAnother = 'Choose another model. The Hub lists them by these names of tasks.'
const takeAnotherNetwork = 'Choose another network, or the guide that it was made for.'

export const messages = defineMessages('hub', {
  noUse: {
    code: 'checkpoint',
    message: '"{model}" is a model of the kind "{kind}", for which there is no use here.',
    hint: 'Models are used that estimate depth, tell things apart, remove the background, enlarge pictures, describe them ("vision-encoder-decoder", not BLIP), or write sentences (T5 and its kin).',
  },
  noOnnx: {
    code: 'checkpoint',
    message: '"{model}" has no ONNX files, in a folder "onnx" or beside its config.json.',
    hint: 'Take a repository that is made for transformers.js, such as those of "onnx-community" and "Xenova".',
  },
  otherTask: {
    code: 'checkpoint',
    message: '"{model}" is a model for "{is}", and one for "{wanted}" is needed.',
    hint: takeAnother,
  },
  noModel: {
    code: 'checkpoint',
    message: 'The network "{network}" is no model for "{wanted}".',
    hint: takeAnother,
  },
  onlyModel: {
    code: 'checkpoint',
    message: 'The network "{network}" is a model for "{is}", no ControlNet and no T2I-Adapter.',
    hint: takeAnotherNetwork,
  },
  tooLarge: {
    code: 'device',
    message: '"{model}" has {gigabytes} GB, more than wasm can load.',
    hint: 'Choose a smaller model, or use WebGPU.',
  },
  noCaption: {
    code: 'checkpoint',
    message: '"{model}" has no words for this picture.',
    hint: 'Write the description yourself, or choose another model in the settings.',
  },
  noSentence: {
    code: 'checkpoint',
    message: '"{model}" wrote no sentence about "{concept}".',
    hint: 'Choose a larger model, write sentences yourself, or leave them empty for the built-in ones.',
  },
  noMemory: {
    code: 'device',
    message: 'There is not enough memory for "{model}".',
    hint: 'Close other programs that use much memory, or choose a smaller model.',
  },
  unreadable: {
    code: 'checkpoint',
    message: '"{model}" cannot be read or run as a model of transformers.js.',
    hint: 'Choose another model; the browser’s console says what is wrong with this one.',
  },
})
