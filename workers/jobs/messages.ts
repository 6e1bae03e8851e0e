import { defineMessages } from '../../src/shared/defineMessages'

export const messages = defineMessages('jobs', {
  // What an edit says
  nothingToRun: 'The strength leaves no step to run: the picture is unchanged.',
  stoppedAfter: 'Stopped after step {step} of {count}.',
  idleGuide: 'None of the {count} steps lies wholly inside the range of the guide "{guide}".',
  unchanged: 'The edit changed nothing that can be seen: the picture is unchanged.',
  filledAlone:
    'The new area is filled with the colours at its edge: the edit changed nothing else that can be seen.',
  unchangedUnderMask: 'The edit changed nothing that can be seen under the mask: the picture is unchanged.',
  notEnlarged: 'The network "{network}" could not make the result larger, so it was resampled and is softer.',
  textCut: 'The text is longer than the checkpoint reads ({limit} tokens); left out: "{rest}".',
  otherFile: 'The add-on "{addOn}" is another file than the one that the recipe was made with.',

  // What an edit cannot do
  addOnNotOpen: {
    code: 'recipe',
    message: 'The recipe uses the add-on "{addOn}", which is not open.',
    hint: 'Open its file first, or take it out of the add-ons and the prompt.',
  },
  tokenBeyond: {
    code: 'recipe',
    message: 'A chosen word is token {position} of the prompt, beyond what the checkpoint reads.',
    hint: 'Move it further to the front, or shorten the prompt.',
  },
  wrongKind: {
    code: 'checkpoint',
    message: 'The network "{network}" is no {wanted}.',
    hint: 'Choose another network, or the guide that it was made for.',
  },
  checkpointNotOpen: {
    code: 'checkpoint',
    message: 'The recipe uses the checkpoint "{checkpoint}", which is not open.',
    hint: 'Open its folder first, or choose another checkpoint.',
  },
  notLarger: {
    code: 'checkpoint',
    message: 'The network "{network}" makes no picture larger.',
    hint: 'Choose another one to enlarge with.',
  },
  networkNotOpen: {
    code: 'checkpoint',
    message: 'The recipe uses the network "{network}", which is not open.',
    hint: 'Open its folder first, or choose another network.',
  },
  emptyInstruction: {
    code: 'recipe',
    message: 'The instruction is empty.',
    hint: 'Say what to change, for example "make the cat blue".',
  },
  notWholeLatents: {
    code: 'recipe',
    message: '{width}x{height} pixels are not whole latent pixels of this checkpoint.',
    hint: 'Choose multiples of {multiple}.',
  },
  otherNoise: {
    code: 'recipe',
    message: "The given noise has shape [{given}], and the recipe's latents [{wanted}].",
    hint: "Give noise of the latents' shape.",
  },
  notStarted: {
    code: 'internal',
    message: 'The engine was asked for work before it was started.',
    hint: 'Reload the page.',
  },
  deviceLost: {
    code: 'device',
    message: 'The graphics device was lost.',
    hint: 'Your picture is safe. Run the edit again, or choose the wasm backend in the settings.',
  },
  notFinite: {
    code: 'device',
    message: 'The networks gave numbers that are not finite, so there is no picture to show.',
    hint: 'Choose another scheduler or checkpoint or, on a graphics card, the wasm backend in the settings.',
  },
  maskOfOtherSize: {
    code: 'image',
    message: 'The mask is {maskWidth}x{maskHeight} pixels and the picture {width}x{height}.',
    hint: 'Make the mask as large as the picture.',
  },
  pictureNotGiven: {
    code: 'image',
    message: 'The recipe names a picture "{name}" that was not given.',
    hint: 'Give that picture along with the recipe.',
  },
  attentionTooLarge: {
    code: 'recipe',
    message:
      '{width}x{height} pixels at a time need {needed} GB for one attention map of this checkpoint, more than the {limit} GB that fit.',
    hint: 'Choose a smaller size, or add "Panorama", which takes a large canvas in windows.',
  },
  windowTooLarge: {
    code: 'recipe',
    message:
      'Windows of {width}x{height} pixels need {needed} GB for one attention map of this checkpoint, more than the {limit} GB that fit.',
    hint: 'Choose smaller windows.',
  },
  noMaskTaken: {
    code: 'recipe',
    message: 'The guide "{guide}" acts on the whole picture, and the recipe gives it a mask.',
    hint: 'Remove the mask of that guide.',
  },
  nothingToShow: {
    code: 'recipe',
    message: 'With these settings the guide has nothing to show before the run.',
    hint: 'Run the edit.',
  },
  noSegmenter: {
    code: 'checkpoint',
    message: '"{label}" holds no network that tells things in a picture apart.',
    hint: 'It needs config.json with "id2label", and onnx/model.onnx.',
  },
  noWords: {
    code: 'recipe',
    message: 'The prompt has no words whose part in the picture could be shown.',
    hint: 'Write words into the prompt.',
  },
  noStepForWords: {
    code: 'recipe',
    message: 'The edit runs no step in which its words could be seen.',
    hint: 'Choose a result that was made with more steps or a higher strength.',
  },

  // Training
  xlNotTaught: {
    code: 'recipe',
    message:
      'Stable Diffusion XL is not taught here: a step of its training needs more memory than a browser has.',
    hint: 'Teach a checkpoint of Stable Diffusion 1 or 2, or add a LoRA or an embedding that was trained elsewhere.',
  },
  tooLargeWhole: {
    code: 'recipe',
    message:
      'A UNet of {millions} million parameters is too large to train whole here; at most {most} million are not.',
    hint: 'Train a LoRA.',
  },
  wordKnown: {
    code: 'recipe',
    message: 'The word "{word}" is one that the tokenizer of "{label}" knows already.',
    hint: 'Choose one that means nothing yet, such as "<{word}>".',
  },
  noTraining: {
    code: 'storage',
    message: 'There is no training to go on with.',
    hint: 'Another tab may have it; or begin it anew.',
  },
  noClassWord: {
    code: 'recipe',
    message: 'Pictures of the class are made from its word, and the plan gives none.',
    hint: 'Say what kind of thing it is, or leave them out.',
  },
  trainingPictureNotGiven: {
    code: 'image',
    message: 'The training plan names a picture "{name}" that was not given.',
    hint: 'Give that picture along with the plan.',
  },
  noPairs: {
    code: 'recipe',
    message: 'A checkpoint that makes pictures from words is not taught by pairs.',
    hint: 'Give the pictures alone, or choose a checkpoint that edits by instruction.',
  },
  channelsNotTaught: {
    code: 'recipe',
    message: 'A UNet of {channels} channels is not taught here.',
    hint: 'Choose a checkpoint that makes pictures from words, or one that edits by instruction.',
  },
  onlyPairs: {
    code: 'recipe',
    message:
      'A checkpoint that edits by instruction is taught by pairs: a picture before the edit for each one after it, and no pictures of a class or on the way.',
    hint: 'Give the plan as many pictures before as after.',
  },
  samePictures: {
    code: 'image',
    message: 'The pictures "{first}" and "{second}" are the same.',
    hint: 'Leave one of them out: it would count twice.',
  },
  onePicture: {
    code: 'image',
    message: 'One picture does not tell what belongs to the thing and what to its surroundings.',
    hint: 'It is learned all the same; give 3 or more of them for a better likeness.',
  },
  wordTwice: {
    code: 'recipe',
    message: 'The training plan gives the word "{word}" to two things.',
    hint: 'Give each a word of its own.',
  },
  pairsAtOneSize: {
    code: 'recipe',
    message: 'Pairs of pictures are not learned at random sizes: the two would differ by more than the edit.',
    hint: 'Leave the random sizes out.',
  },
  notCustomDiffusion: {
    code: 'recipe',
    message:
      'What was learned of "{className}" is not of Custom Diffusion: keys and values and a word are wanted.',
    hint: 'Choose the folder into which Custom Diffusion was trained.',
  },
  gradientTooLarge: {
    code: 'device',
    message:
      'The gradient of this checkpoint’s attention takes about {needed} GB of memory at this size, and there are {most}.',
    hint: 'Choose a smaller size or checkpoint, or run the recipe from the command line.',
  },
  onlyControlNet: {
    code: 'recipe',
    message: 'Only a ControlNet is taught by hints.',
    hint: 'Leave the hints out, or set the kind to "controlnet".',
  },
  onlyControlNetGoesOn: {
    code: 'recipe',
    message: 'Only a ControlNet begins with another network.',
    hint: 'Leave "network" out of the plan, or set the kind to "controlnet".',
  },
  hintsNotTaught: {
    code: 'recipe',
    message: 'The ControlNet "{network}" reads grey hints, or blue before red, by which none is taught.',
    hint: 'Choose one that reads red, green and blue, or leave "network" out of the plan.',
  },
  hintEach: {
    code: 'recipe',
    message:
      'A ControlNet is taught by pictures with a hint each, and no further concepts, random sizes, pictures of a class or on the way.',
    hint: 'Give the plan as many hints as pictures.',
  },
})
