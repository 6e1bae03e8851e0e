import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('addOns', {
  // On a checkpoint
  unused: 'The add-on "{addOn}" has keys that fit nothing of the checkpoint and were left out: {keys}.',
  moreUnused:
    'The add-on "{addOn}" has keys that fit nothing of the checkpoint and were left out: {keys} and {count} more.',
  twice: {
    code: 'recipe',
    message: 'The recipe uses the add-on "{addOn}" twice.',
    hint: 'Use it once; its strength can be above 1.',
  },
  sameFile: {
    code: 'recipe',
    message: 'The add-ons "{first}" and "{second}" are the same file.',
    hint: 'Use it once; its strength can be above 1.',
  },
  noMaskTaken: {
    code: 'recipe',
    message: 'The add-on "{addOn}" changes nothing of the UNet, and the recipe gives it a mask.',
    hint: 'Remove the mask of that add-on: it acts everywhere.',
  },
  bundledKnown:
    'The word "{word}" inside of the add-on "{addOn}" was left out: texts have that word anyway, and it means there what it did.',
  textUnmasked:
    'The add-on "{addOn}" acts in its mask; what it changes of the text encoder acts everywhere, since a text has no place.',
  otherFamily: {
    code: 'recipe',
    message:
      'The add-on "{addOn}" is for checkpoints that read {width} numbers a token, and "{checkpoint}" reads {checkpointWidth}.',
    hint: 'Choose an add-on of the checkpoint’s family: 768 is Stable Diffusion 1, 1024 is 2, 2048 is XL.',
  },
  otherShape: {
    code: 'recipe',
    message:
      'The add-on "{addOn}" does not fit "{checkpoint}": its "{tensor}" is [{given}], and the weight "{weight}" is [{shape}].',
    hint: 'Choose an add-on that was trained on a checkpoint of this family.',
  },
  noLayers: {
    code: 'recipe',
    message: 'The add-on "{addOn}" fits nothing of "{checkpoint}": the UNet has none of its layers.',
    hint: 'Choose an add-on that was trained on a checkpoint of this family.',
  },
  differenceMisfit: {
    code: 'recipe',
    message:
      'The add-on "{addOn}" does not fit "{checkpoint}": its "{tensor}" comes to {given, phrase}, and the weight "{weight}" is [{shape}].',
    hint: 'Choose an add-on that was trained on a checkpoint of this family.',
  },
  shape: '{shape}',
  multiplesOf: 'multiples of {shape}',
  productOf: 'the product of {first} and {second}',
  productOfThree: 'the product of {first}, {second} and {third}',
  forFamily: {
    code: 'recipe',
    message: 'The add-on "{addOn}" is for {family}.',
    hint: 'Choose an add-on that was trained on a checkpoint of this family.',
  },
  forTransformer: {
    code: 'recipe',
    message: 'The add-on "{addOn}" is for a transformer, not a UNet.',
    hint: 'Choose an add-on that was trained on a checkpoint of this family.',
  },
  forMotion: {
    code: 'recipe',
    message:
      'The add-on "{addOn}" is for the motion module of AnimateDiff, which this program does not have.',
    hint: 'Choose an add-on for pictures.',
  },
  fitsNothing: {
    code: 'recipe',
    message:
      'The add-on "{addOn}" fits nothing of "{checkpoint}": none of its {count} modules is there, not even that of "{first}".',
    hint: 'Choose an add-on that was trained on a checkpoint of this family.',
  },
  wordKnown: {
    code: 'recipe',
    message:
      'The word "{word}" of the embedding "{addOn}" is one that the tokenizer of "{checkpoint}" knows already.',
    hint: 'Rename the embedding’s word: for a file that holds only vectors, rename the file.',
  },
  wordTwice: {
    code: 'recipe',
    message: 'The embeddings "{first}" and "{second}" both teach the word "{word}".',
    hint: 'Switch one of them off.',
  },

  // A file
  patternRead: {
    code: 'weights',
    message:
      'The add-on gives its strength for the pattern "{pattern}", which is not read: only whole names of modules are.',
    hint: 'Save it again with diffusers, which writes whole names.',
  },
  headerNotAnObject: {
    code: 'weights',
    message: 'The "{entry}" in the header of the add-on is not a JSON object.',
    hint: 'Get the file again from its publisher.',
  },
  noUsualName: {
    code: 'weights',
    message: '"{label}" holds no add-on under a usual name, such as "{name}".',
    hint: 'Choose its .safetensors file itself.',
  },
  noFile: {
    code: 'weights',
    message: '"{label}" has no file "{path}".',
    hint: 'Choose its .safetensors file itself.',
  },
  oneNetwork: {
    code: 'weights',
    message: '"{name}" is a network of a checkpoint.',
    hint: 'Open the checkpoint’s folder as a checkpoint.',
  },
  autoencoderPart: {
    code: 'weights',
    message: '"{name}" is a part of an autoencoder.',
    hint: 'Choose a file that holds all of it, or for previews the decoder.',
  },
  controlLora: {
    code: 'weights',
    message: '"{name}" is a Control-LoRA, a ControlNet kept as differences, which is not read.',
    hint: 'Use a whole ControlNet of the same kind.',
  },
  ipAdapter: {
    code: 'weights',
    message: '"{name}" is an IP-Adapter, which is not read.',
    hint: 'Use a LoRA or an embedding.',
  },
  unreadKind: {
    code: 'weights',
    message: '"{name}" is an add-on of a kind that is not read (OFT, IA3, GLoRA and VeRA are not).',
    hint: 'Use a LoRA, LoHa, LoKr or DoRA.',
  },
  noTensors: {
    code: 'weights',
    message: '"{name}" holds no tensors.',
    hint: 'Choose the .safetensors file of an add-on.',
  },
  noAddOn: {
    code: 'weights',
    message: '"{name}" holds neither LoRA nor embedding nor Custom Diffusion: its first key is "{key}".',
    hint: 'Choose the .safetensors file of an add-on.',
  },
  noProjections: {
    code: 'weights',
    message: 'The file of Custom Diffusion holds no keys or values of a cross-attention.',
    hint: 'Get it again from its publisher.',
  },
  oneWidth: {
    code: 'weights',
    message: 'The embedding "{name}" has vectors of {width} numbers.',
    hint: 'Choose an embedding whose vectors are of one width, that of the checkpoint’s text encoder.',
  },
  noWord: {
    code: 'weights',
    message: 'The embedding has no word.',
    hint: 'Rename its file: the name is the word.',
  },
  vectorsOfTwo: {
    code: 'weights',
    message:
      'The embedding "{name}" has {count} vectors for the first text encoder of Stable Diffusion XL, and {second} for the second.',
    hint: 'Get the file again from its publisher.',
  },
  otherEncoders: {
    code: 'weights',
    message: '"{name}" has words for other text encoders than CLIP’s, as Stable Diffusion 3 and Flux have.',
    hint: 'Choose one that was trained on a checkpoint of Stable Diffusion 1, 2 or XL.',
  },
  otherWords: {
    code: 'weights',
    message:
      'The words inside of "{name}" have vectors of {width} numbers, and its LoRA is for checkpoints that read {ownWidth} a token.',
    hint: 'Get the file again from its publisher.',
  },
  numberedLora: {
    code: 'weights',
    message: '"{name}" is a LoRA in an early form, which gives its layers numbers in place of names.',
    hint: 'Convert it with the script of its trainer, or look for a newer file.',
  },
  notWhole: {
    code: 'weights',
    message: 'The add-on is not whole: {what, phrase}.',
    hint: 'Get the file again from its publisher.',
  },
  sameTensor: '"{first}" and "{second}" are the same tensor of one module',
  setAndChanged: '"{key}" takes the place of a weight that other tensors change',
  standsAlone: '"{key}" stands without the tensors that it is multiplied with',
  lacksOne: 'the module of "{key}" lacks one of its tensors',

  // Autoencoders
  twoAutoencoders: {
    code: 'recipe',
    message: 'The add-ons "{first}" and "{second}" are both autoencoders for the same use.',
    hint: 'Switch one of them off.',
  },
  otherLatents: {
    code: 'recipe',
    message:
      'The autoencoder "{addOn}" has latents of {channels} channels at 1/{scale} of the size, and "{checkpoint}" of {ownChannels} at 1/{ownScale}.',
    hint: 'Choose an autoencoder of the checkpoint’s family.',
  },
  otherScaling: {
    code: 'recipe',
    message:
      'The autoencoder "{addOn}" scales latents by {factor}, and that of "{checkpoint}" by {ownFactor}.',
    hint: 'Choose an autoencoder of the checkpoint’s family: 0.18215 is Stable Diffusion 1 and 2, 0.13025 is XL.',
  },
})
