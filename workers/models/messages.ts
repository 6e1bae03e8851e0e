import { defineMessages } from '../../src/shared/defineMessages'

export const messages = defineMessages('models', {
  // A checkpoint
  unusedChannels: {
    code: 'checkpoint',
    message: 'The UNet of "{label}" takes {channels} channels, for which there is no use here.',
    hint: 'Choose a text-to-image (4 channels), depth (5), InstructPix2Pix (8) or inpainting checkpoint (9).',
  },
  clipSkipTooLarge: {
    code: 'recipe',
    message: 'The text encoder has {layers} layers: {skipped} of them cannot be skipped.',
    hint: 'Choose a clip skip of at most {layers}.',
  },
  notANetwork: {
    code: 'checkpoint',
    message: '"{label}" is not the folder of a ControlNet or T2I-Adapter: it has no file "config.json".',
    hint: 'Choose the folder that holds config.json and diffusion_pytorch_model.safetensors.',
  },
  refiner: {
    code: 'checkpoint',
    message: '"{label}" is the refiner of Stable Diffusion XL, which only finishes pictures of the base.',
    hint: 'Choose the base: "stable-diffusion-xl-base-1.0", or a checkpoint made of it.',
  },
  otherPipeline: 'It was made for {pipeline} of diffusers, and is run as Stable Diffusion.',
  ofOtherPipeline: {
    code: 'checkpoint',
    message: '"{label}" is a {pipeline} of diffusers, whose network is no UNet that is read here.',
    hint: 'Choose a checkpoint of Stable Diffusion 1, 2 or XL.',
  },
  otherNoise: {
    code: 'checkpoint',
    message:
      '"{label}" was trained on noise of another kind (its sampler is {scheduler}), which no sampler here makes.',
    hint: 'Choose a checkpoint of Stable Diffusion 1, 2 or XL that predicts epsilon or v.',
  },
  unusedParts: 'Not used of its model_index.json: {parts}.',
  partsMisfit: {
    code: 'checkpoint',
    message: 'The parts of "{label}" do not fit together: {what, phrase}.',
    hint: 'Take unet, vae, text_encoder and tokenizer from the same checkpoint.',
  },
  textWidths: 'the UNet reads {read} numbers a token, the text encoder gives {given}',
  textWidthsOfTwo: 'the UNet reads {read} numbers a token, the text encoders give {given}',
  wholeTextWidths: 'the UNet reads {read} numbers a text, the second text encoder gives {given}',
  otherTokenizer: 'the two tokenizers read texts differently',
  latentChannels: 'the UNet gives {given} channels, the autoencoder has {channels}',
  tokenCounts: 'the tokenizer gives {given} tokens, the text encoder reads {read}',
  previewLatents:
    'the decoder of previews takes {channels} channels of 1/{scale} of the size, the autoencoder gives {givenChannels} of 1/{givenScale}',

  // A network and a checkpoint
  noPair: {
    code: 'checkpoint',
    message: 'The network "{network}" does not go with the checkpoint "{checkpoint}": {what, phrase}.',
    hint: 'Choose a network that was made for this kind of checkpoint, Stable Diffusion 1, 2 or XL, or another checkpoint.',
  },
  pairTextWidths: 'the network reads {read} numbers a token, the checkpoint gives {given}',
  pairChannels: 'the network reads {read} channels, the checkpoint has {latent} of latents and {all} in all',
  pairLevels: 'the network has {own} levels, the checkpoint {given}',
  pairLevelChannels: 'level {level} of the network has {own} channels, that of the checkpoint {given}',
  pairLayers: 'level {level} of the network has {own} layers, that of the checkpoint {given}',
  pairPadding: 'the network halves with a padding of {own}, the checkpoint with {given}',
  pairScale: 'the network makes one latent pixel of {own} pixels of its picture, the checkpoint of {given}',
  pairSizes:
    'of {side} latent pixels, level {level} of the network has {own}, that of the checkpoint {given}',

  // A config.json
  configRefused: {
    code: 'checkpoint',
    message: '{file, phrase} {what, phrase}.',
    hint: 'Choose a checkpoint of the Stable Diffusion 1, 2 or XL family in the diffusers layout.',
  },
  networkConfigRefused: {
    code: 'checkpoint',
    message: '{file, phrase} {what, phrase}.',
    hint: 'Choose a ControlNet or T2I-Adapter for Stable Diffusion 1, 2 or XL in the diffusers layout.',
  },
  fileOf: '"{path}" of "{label}"',
  within: '"{option}" of {file, phrase}',
  networkFile: 'The network "{file}"',
  notAnObject: 'is not a JSON object',
  noNetwork: 'describes no network: {reason}',
  groupsDoNotDivide:
    'has blocks of {channels} channels, which do not make {groups} groups ("norm_num_groups")',
  headsDoNotDivide:
    'has blocks of {channels} channels, which do not make {heads} attention heads ("attention_head_dim")',
  textHeadsDoNotDivide: 'has {heads} attention heads ("num_attention_heads"), which do not divide {width}',
  sets: 'sets "{option}" to {value}; {wanted, phrase}',
  whole: 'it should be a whole number {bounds, phrase}',
  wholes: 'it should be a list of whole numbers {bounds, phrase}',
  wholesOfLength: 'it should be a list of length {length} of whole numbers {bounds, phrase}',
  atLeast: 'of at least {least}',
  fromTo: 'from {least} to {most}',
  aboveZero: 'it should be a number above 0',
  trueOrFalse: 'it should be true or false',
  supportedIs: 'supported is {value}',
  supportedAre: 'supported are {values}',
  supportedIsListed: 'supported is {value}, {count} of which it should list',
  supportedAreListed: 'supported are {values}, {count} of which it should list',
  threeOrOne: 'supported are 3 and 1',
  oneForAllBlocks: 'supported is one number for all blocks',
  unknownOption: 'this option is not known',
  quantisedConfig: 'its weights are quantised, and such are not read here',
  odd: 'it should be an odd number',
  even: 'it should be an even number',
  firstEven: 'its first number should be even',
  asManyStages: 'the encoder has {count} stages',
  equalNumbers: 'its numbers should be equal',

  // The keys of its weights
  keysMisfit: {
    code: 'checkpoint',
    message: 'The weights of "{network}" do not fit its config.json: {found, phrase}.',
    hint: 'Take config.json and weights from the same checkpoint, or get it again from its publisher.',
  },
  missing: '{count} missing: {keys, phrase}',
  misshapen: '{count} misshapen: {keys, phrase}',
  surplus: '{count} surplus: {keys, phrase}',
  keys: '{keys}',
  keysAndMore: '{keys} and {count} more',
  andAlso: '{first, phrase}; {second, phrase}',

  // A tokenizer
  tokenizerRefused: {
    code: 'checkpoint',
    message: 'The tokenizer’s file "{path}" of "{label}" {what, phrase}.',
    hint: 'Take the tokenizer folder of the checkpoint that the text encoder is from.',
  },
  tokenizerNotAnObject: {
    code: 'checkpoint',
    message: '"{config}" or "{special}" of "{label}" is not a JSON object.',
    hint: 'Get the tokenizer again from the publisher of the checkpoint.',
  },
  notIds: 'is not a map of tokens to ids',
  idTooLarge: 'gives "{token}" the id {id}, and the text encoder has {count} tokens',
  twoIds: 'gives "{token}" two ids, {first} and {second}',
  noTokenizer: 'describes no tokenizer',
  notBytePairs: "is not CLIP's byte-level BPE",
  noMerges: 'has no vocabulary and merges',
  wholeWordToken: 'has a token "{token}" that only counts as a whole word',
})
