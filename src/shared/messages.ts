import { defineMessages } from './/defineMessages'

export const messages = defineMessages('shared', {
  cancelled: {
    code: 'cancelled',
    message: 'The edit was cancelled.',
    hint: 'Run it again if you want it after all.',
  },
  defect: {
    code: 'internal',
    message: 'Something went wrong in Palimpsest itself.',
    hint: 'Try it again; if it comes back, please report it with what the browser’s console says.',
  },

  // A recipe
  notARecipe: {
    code: 'recipe',
    message: 'This is not a recipe: it is not a JSON object.',
    hint: 'Export a picture from Palimpsest to see one.',
  },
  laterRecipe: {
    code: 'recipe',
    message: 'This recipe has version {version}, and this program reads up to version {known}.',
    hint: 'Open it with a newer Palimpsest.',
  },
  recipeSetting: {
    code: 'recipe',
    message: 'The recipe\'s "{path}" {misfit, phrase}.',
    hint: 'Correct that setting of the recipe.',
  },
  recipeMisfit: {
    code: 'recipe',
    message: 'The recipe {misfit, phrase}.',
    hint: 'Correct that setting of the recipe.',
  },
  withoutImage: {
    code: 'recipe',
    message: 'The recipe has a "{setting}" but no "image" that it could apply to.',
    hint: 'Add an image, or remove the {setting}.',
  },
  enlargedEdit: {
    code: 'recipe',
    message: 'The recipe has both "enlarge" and an "image": only new pictures are enlarged.',
    hint: 'Remove one of them.',
  },
  noUpscaler: {
    code: 'recipe',
    message: 'The recipe has "enlarge" but no "upscaler" that could do it.',
    hint: 'Add an upscaler, for example "toyland/upscaler", or remove "enlarge".',
  },
  enlargedPicture: 'enlarged picture',
  layer: 'layer',
  planSetting: {
    code: 'recipe',
    message: '"{path}" of the training plan {misfit, phrase}.',
    hint: 'Correct it, or leave it out.',
  },
  notUnderstood: {
    code: 'internal',
    message: 'The engine got a message that it does not understand: "{path}" {misfit, phrase}.',
    hint: 'Reload the page; if it comes back, please report it.',
  },

  // What a value does wrong
  missing: 'is missing',
  notKnown: 'is not known here',
  hasToBe: 'has to be {requirement, phrase}, and is {given, phrase}',
  notAnId: 'has to be of lower-case letters, digits and hyphens',
  notAHash: 'has to be a SHA-256 in hexadecimal',
  notFilled: 'the pixels do not fill the picture',
  atLeast: 'at least {bound}',
  atMost: 'at most {bound}',
  atLeastLong: 'at least {bound} long',
  atMostLong: 'at most {bound} long',
  whole: 'a whole number',
  multipleOf: 'a multiple of {factor}',
  number: 'a number',
  text: 'a text',
  trueOrFalse: 'true or false',
  list: 'a list',
  object: 'an object',
  anotherValue: 'another value',
  exactly: '{value}',

  // The guides of a recipe
  guideTwice: {
    code: 'recipe',
    message: 'The recipe uses the guide "{guide}" twice.',
    hint: 'Keep one of them.',
  },
  settingEmpty: {
    code: 'recipe',
    message: 'The guide "{guide}" needs its setting "{setting}", which is empty.',
    hint: 'Fill it in, or remove the guide.',
  },
  guidesApart: {
    code: 'recipe',
    message: 'The guides "{first}" and "{second}" exclude each other: {why, phrase}.',
    hint: 'Remove one of them.',
  },
  bothBase: 'each of them is the base guidance of a run',
  needsXl: {
    code: 'recipe',
    message: 'The guide "{guide}" needs a checkpoint of Stable Diffusion XL.',
    hint: 'Choose such a checkpoint, or remove the guide.',
  },
  needsPicture: {
    code: 'recipe',
    message: 'The guide "{guide}" needs a picture, and the recipe names none.',
    hint: 'Open a picture first.',
  },
  needsMask: {
    code: 'recipe',
    message: 'The guide "{guide}" needs a mask, and the recipe names none.',
    hint: 'Paint a mask first.',
  },
  needsChannels: {
    code: 'recipe',
    message:
      'The guide "{guide}" needs a checkpoint whose UNet takes {wanted} channels; this one takes {channels}.',
    hint: 'Choose a checkpoint made for "{label}", or remove the guide.',
  },
  notWithSampler: {
    code: 'recipe',
    message: 'The guide "{guide}" does not work with the sampler "{sampler}".',
    hint: 'Choose one of: {samplers}.',
  },
  strayingBySampler: {
    code: 'recipe',
    message:
      'The guide "{guide}" inverts the picture, and the sampler "{sampler}" draws noise at each step, so that the picture does not come back.',
    hint: 'Choose a sampler that draws none: ddim, euler, heun, pndm, dpm-solver++ or unipc.',
  },
  strayingByEta: {
    code: 'recipe',
    message:
      'The guide "{guide}" inverts the picture, and with eta {eta} noise is drawn at each step, so that the picture does not come back.',
    hint: 'Set eta to 0.',
  },
  channelsOf: {
    code: 'recipe',
    message:
      'This checkpoint\'s UNet takes {channels} channels, which the guide "{guide}" fills, and the recipe does not use it.',
    hint: 'Add the guide "{guide}", or choose a text-to-image checkpoint.',
  },
  channelsOfNone: {
    code: 'checkpoint',
    message:
      "This checkpoint's UNet takes {channels} channels, and no guide fills the ones after its {latent} latent channels.",
    hint: 'Choose a text-to-image, InstructPix2Pix or inpainting checkpoint.',
  },
  keyTwice: {
    code: 'recipe',
    message: 'Two guides of the recipe have the key "{key}".',
    hint: 'Give each a key of its own, or none.',
  },
  noRange: {
    code: 'recipe',
    message: 'The guide "{guide}" would act from {first} to {last}, which is no part of the steps.',
    hint: 'Give a range [first, last] of fractions with first below last.',
  },
  unknownGuide: {
    code: 'recipe',
    message: 'The recipe uses a guide "{guide}" that this program does not have.',
    hint: 'Open it with the version that made it, or correct the guide’s name.',
  },
  unknownSetting: {
    code: 'recipe',
    message: 'The guide "{guide}" has no setting "{setting}".',
    hint: 'Its settings are: {settings}.',
  },
  noSettings: {
    code: 'recipe',
    message: 'The guide "{guide}" has no setting "{setting}".',
    hint: 'Its settings are: none.',
  },
  guideSetting: {
    code: 'recipe',
    message: '"{path}" of the guide "{guide}" {problem, phrase}.',
    hint: '{expected, phrase}',
  },
  notABoolean: 'is {given}, not true or false',
  notAText: 'is {given}, not a text',
  tooLong: 'is longer than {most} characters',
  notWords: 'is {given}, not a list of words',
  notAnOption: 'is {given}, not one of its options',
  notSettings: 'is {given}, not a list of settings',
  tooFew: 'has {count} entries, fewer than {least}',
  tooMany: 'has {count} entries, more than {most}',
  notANumber: 'is {given}, not a number',
  outOfRange: 'is {given}, out of range',
  notRising: 'is a curve whose first numbers do not rise from 0 to 1',
  curveOutOfRange: 'is a curve with the value {given}, out of range',
  giveNumber: 'Give a number from {min} to {max}.',
  giveStrength:
    'Give a number from {min} to {max}, or points over the steps such as [[0, {max}], [1, {min}]].',
  giveBoolean: 'Give true or false.',
  giveText: 'Give a text in quotes.',
  giveWords: 'Give words of the prompt, such as ["cat", "dog"].',
  giveOption: 'Give one of: {options}.',
  givePicture: 'Give the name of a picture in quotes.',
  giveNetwork: 'Give the id of a network in quotes.',
  giveList: 'Give a list of {min} to {max} entries, each with: {settings}.',

  // The size of a picture
  tooSmall: {
    code: 'image',
    message: 'The {what, phrase} is {width}x{height} pixels, too small to edit.',
    hint: 'Use one of at least {least}x{least} pixels.',
  },
  sideTooLong: {
    code: 'image',
    message: 'The {what, phrase} is {width}x{height} pixels, and neither side can have more than {most}.',
    hint: 'Cut it or scale it down first.',
  },
  tooLarge: {
    code: 'image',
    message:
      'The {what, phrase} is {width}x{height} pixels, more than the {most} million that can be edited.',
    hint: 'Scale it down to at most 8000x8000 pixels first.',
  },
  picture: 'picture',
  savedDocument: 'saved document',

  // What other programs lack
  curve: 'a strength that changes over the steps',
  penStrokes: 'hints made of pen strokes (export the hint as a picture, and read it as a hint already)',
  colourPatches:
    'patches of colour made of a picture (export the hint as a picture, and read it as a hint already)',
  modelHints:
    'hints that another model makes of a picture (export the hint as a picture, and read it as a hint already)',
  smoothing: 'smoothing before edges are found',
  partNotRead: {
    code: 'internal',
    message: 'A part of the page could not be read.',
    hint: 'Check the connection and try again; if that does not help, reload the page.',
  },
  renewed: {
    code: 'internal',
    message:
      'Palimpsest was updated while this tab was open, and a file that the older version needs is gone.',
    hint: 'Reload the page. Your work is saved, and will be there.',
  },
  languageNotRead: {
    code: 'internal',
    message: 'The texts of this language could not be read.',
    hint: 'Check the connection, and choose it again in the settings.',
  },
})
