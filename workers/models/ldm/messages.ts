import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('ldm', {
  unknownTensors: {
    code: 'weights',
    message: '"{file}" holds tensors that belong to no part of it that is known here: {keys}.',
    hint: 'Choose a file of the Stable Diffusion 1, 2 or XL family.',
  },
  moreUnknownTensors: {
    code: 'weights',
    message:
      '"{file}" holds tensors that belong to no part of it that is known here: {keys} and {count} more.',
    hint: 'Choose a file of the Stable Diffusion 1, 2 or XL family.',
  },
  notANetwork: {
    code: 'checkpoint',
    message: '"{file}" is neither a ControlNet nor a T2I-Adapter in the original layout.',
    hint: 'Choose the folder that holds it with its config.json, or another file.',
  },
  otherFamily: {
    code: 'checkpoint',
    message: '"{file}" is a checkpoint of {family}, which is not read here.',
    hint: 'Choose a file of the Stable Diffusion 1, 2 or XL family.',
  },
  opensAsCheckpoint: {
    code: 'checkpoint',
    message: '"{file}" is {kind, phrase}, not {asked, phrase}.',
    hint: 'Open it with "Open a checkpoint…".',
  },
  opensAsAddOn: {
    code: 'checkpoint',
    message: '"{file}" is {kind, phrase}, not {asked, phrase}.',
    hint: 'Open it with "Open an add-on…", beside a checkpoint that it was made for.',
  },
  opensOnCard: {
    code: 'checkpoint',
    message: '"{file}" is {kind, phrase}, not {asked, phrase}.',
    hint: 'Add the guide of that name, and open the file on its card.',
  },
  opensNowhere: {
    code: 'checkpoint',
    message: '"{file}" is {kind, phrase}, not {asked, phrase}.',
    hint: 'Choose another file: one of this kind has no use here.',
  },
  averagesOnly: {
    code: 'checkpoint',
    message: '"{file}" holds the moving averages (EMA) of its UNet, and not the UNet itself.',
    hint: 'Choose another file of the same checkpoint, such as one that is called pruned.',
  },
  partMissing: {
    code: 'checkpoint',
    message: '"{file}" lacks the {part, phrase} of a checkpoint.',
    hint: 'Choose a file that holds a whole checkpoint, not a part of one.',
  },
  unetNotWhole: {
    code: 'weights',
    message: 'The UNet of the file is not whole: it has no "{key}".',
    hint: 'Get the file again from its publisher.',
  },

  // What files are
  checkpoint: 'a checkpoint',
  addOn: 'an add-on',
  controlNetwork: 'a ControlNet or T2I-Adapter',
  wholeCheckpoint: 'a whole checkpoint in one file',
  unetAlone: 'a UNet alone, without text encoder and autoencoder',
  lora: 'a LoRA or one of its kin',
  embedding: 'an embedding (Textual Inversion)',
  controlNet: 'a ControlNet',
  adapter: 'a T2I-Adapter',
  ipAdapter: 'an IP-Adapter',
  vae: 'an autoencoder (VAE)',
  textEncoderAlone: 'a text encoder',
  enlarger: 'an upscaler',
  customDiffusion: 'an add-on of Custom Diffusion',
  lllite: 'a ControlNet-LLLite',
  tinyAutoencoder: 'TAESD, a small autoencoder for previews',
  imageEncoder: 'an image encoder (CLIP)',

  // Its parts
  partOf: 'The {part, phrase} of "{file}"',
  autoencoderFile: 'The autoencoder "{file}"',
  networkFile: 'The network "{file}"',
  unet: 'UNet',
  autoencoder: 'autoencoder',
  textEncoder: 'text encoder',
  secondTextEncoder: 'second text encoder',
})
