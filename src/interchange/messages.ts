import { defineMessages } from '../shared/defineMessages'

export const messages = defineMessages('interchange', {
  // ComfyUI
  comfyPrompt: {
    code: 'recipe',
    message: 'ComfyUI’s prompts have no {what, phrase}.',
    hint: 'Take it out of the prompt, and export again.',
  },
  comfyLacks: {
    code: 'recipe',
    message: 'ComfyUI has no "{guide}" of its own.',
    hint: 'Change that setting or switch the guide off, and export again.',
  },
  comfyLacksSetting: {
    code: 'recipe',
    message: 'ComfyUI has no "{guide}" with {what, phrase}.',
    hint: 'Change that setting or switch the guide off, and export again.',
  },
  comfySampler: {
    code: 'recipe',
    message: 'ComfyUI has no sampler "{sampler}" of its own.',
    hint: 'Choose another one, Euler for example, and export again.',
  },
  comfyEta: {
    code: 'recipe',
    message: 'ComfyUI’s DDIM has no fresh noise (eta).',
    hint: 'Set eta to 0, and export again.',
  },
  comfyNoise: 'ComfyUI draws its noise otherwise: the same seed gives another picture.',
  comfyUpscaler: 'Results are enlarged by a network here, and not in ComfyUI.',
  comfyUnchanged: 'What an edit leaves alone keeps its own pixels here, and not in ComfyUI.',

  // diffusers
  compelPrompt: {
    code: 'recipe',
    message: 'compel, which reads weights for diffusers, has no {what, phrase}.',
    hint: 'Take it out of the prompt, and export again.',
  },
  diffusersLacks: {
    code: 'recipe',
    message: 'diffusers has no "{guide}".',
    hint: 'Change that setting or switch the guide off, and export again.',
  },
  diffusersLacksSetting: {
    code: 'recipe',
    message: 'diffusers has no "{guide}" with {what, phrase}.',
    hint: 'Change that setting or switch the guide off, and export again.',
  },
  notForXl: {
    code: 'recipe',
    message:
      'A script for diffusers has "{guide}" for Stable Diffusion 1 and 2 alone, and this checkpoint is XL.',
    hint: 'Switch one of them off, and export again.',
  },
  noXlPipeline: {
    code: 'recipe',
    message: 'diffusers has {guides} for Stable Diffusion 1 and 2 alone, and this checkpoint is XL.',
    hint: 'Switch one of them off, and export again.',
  },
  noPipeline: {
    code: 'recipe',
    message: 'diffusers has no pipeline for {guides} together.',
    hint: 'Switch one of them off, and export again.',
  },
  scriptUnchanged:
    'What an edit leaves alone keeps its own pixels here; the script gives all as the networks made it.',
  scriptUpscaler: 'Results are enlarged by a network here; the script gives them at their own size.',
  scriptMask: 'The script runs the whole picture at once, and the mask has no feather in it.',

  diffusersLora: {
    code: 'recipe',
    message:
      'diffusers does not load "{addOn}": of its kind it has LoRA alone, not LoHa, LoKr or whole differences.',
    hint: 'Switch the add-on off, and export again.',
  },
  diffusersDora: {
    code: 'recipe',
    message:
      'diffusers makes something else of "{addOn}", a DoRA, at another strength than 1 or beside another LoRA.',
    hint: 'Use it alone at strength 1, or switch it off, and export again.',
  },

  // Add-ons
  comfyCustomDiffusion: {
    code: 'recipe',
    message: 'ComfyUI does not load "{addOn}", which is of Custom Diffusion.',
    hint: 'Switch the add-on off, and export again.',
  },
  comfyWords: {
    code: 'recipe',
    message: 'ComfyUI reads one word from a file of embeddings, and "{addOn}" has several.',
    hint: 'Switch the add-on off, and export again.',
  },
  comfySpaces: {
    code: 'recipe',
    message: 'ComfyUI reads no embedding whose file has a space in its name, as "{addOn}" has.',
    hint: 'Rename the file, open it again, and export again.',
  },
  comfyShare: {
    code: 'recipe',
    message: 'ComfyUI mixes networks at strengths of 0 to 1, and "{addOn}" has {strength}.',
    hint: 'Change its strength, and export again.',
  },
  forPreviews: '"{addOn}" makes the previews here, and is left out.',
  takenForLora: '"{addOn}" is not open here, and is exported as a LoRA.',

  // What either lacks
  wordsInside: {
    code: 'recipe',
    message: 'The other program does not read the words that lie inside of the LoRA "{addOn}".',
    hint: 'Switch the add-on off, and export again.',
  },
  maskedAddOn: {
    code: 'recipe',
    message: 'No other program keeps the add-on "{addOn}" to its mask.',
    hint: 'Remove its mask, and export again.',
  },
  joinedPrompts: 'joined prompts',
  wordsInPart: 'words that are said in a part of the steps only',
  break: 'BREAK',
  ownMask: 'a mask of its own',
  partOfSteps: 'a part of the steps',
  scriptClipSkip:
    'diffusers leaves no layers out for the negative prompt: with clip skip its picture is another one.',
})
