import { defineMessages } from '../defineMessages'

export const messages = defineMessages('prompt', {
  neverClosed: {
    code: 'recipe',
    message: 'A "{bracket}" of the prompt is never closed.',
    hint: 'Close it, or write a backslash before it where a bracket is meant.',
  },
  manyNeverClosed: {
    code: 'recipe',
    message: '{count} brackets of the prompt are never closed.',
    hint: 'Close them, or write a backslash before each that is meant as a bracket.',
  },
  closesNothing: {
    code: 'recipe',
    message: 'A "{bracket}" of the prompt closes nothing.',
    hint: 'Open it, or write a backslash before it where a bracket is meant.',
  },
  weightNotANumber: {
    code: 'recipe',
    message: 'The weight "{weight}" of the prompt is not a number.',
    hint: 'Write it with a point, as in (cat:1.3).',
  },
  colonIsText: {
    code: 'recipe',
    message: '"{words}" of the prompt has no weight: "{weight}" is no number and is read as words.',
    hint: 'Write a number, as in (cat:1.3), or a backslash before the colon where words are meant.',
  },
  behindIsText: {
    code: 'recipe',
    message: '"{written}" behind a bracket of the prompt is read as words, not as its weight.',
    hint: 'Write a number or signs, as in (cat)1.3 or (cat)++, or a space before words.',
  },
  whenNotANumber: {
    code: 'recipe',
    message:
      '"{words}" of the prompt does not say when it changes: "{when}" is no number, and all is read as words.',
    hint: 'End it with a number, as in [before:after:0.5], or write a backslash before each colon where words are meant.',
  },
  changesNever: {
    code: 'recipe',
    message: '"{words}" of the prompt never changes: {when} lies outside of the {steps} steps.',
    hint: 'Give a part of the steps, such as 0.5, or fewer of them.',
  },
  changesTwice: {
    code: 'recipe',
    message: 'The prompt changes "{words}" in more than one place.',
    hint: 'Write [before:after:0.5], or nest one inside of the other.',
  },
  alternates: {
    code: 'recipe',
    message: 'The prompt alternates words in "{words}", which is not done here.',
    hint: 'Write [before:after:0.5] to change words after half of the steps.',
  },
  strengthNotANumber: {
    code: 'recipe',
    message: 'The strength "{strength}" of the add-on "{addOn}" is not a number.',
    hint: 'Write it as in <lora:name:0.8>.',
  },
  addOnIsText: {
    code: 'recipe',
    message: '"{words}" of the prompt names no add-on and is read as words.',
    hint: 'Write it as in <lora:name:0.8>.',
  },
  hypernetwork: {
    code: 'recipe',
    message: '"{words}" of the prompt is read as words: hypernetworks are not used here.',
    hint: 'Remove it, or use a LoRA.',
  },
  notWhole: {
    code: 'recipe',
    message: 'Joined prompts have to be the whole prompt.',
    hint: 'Write ("a cat", "a dog").blend(0.7, 0.3) and nothing else.',
  },
  otherWeights: {
    code: 'recipe',
    message: '{count} prompts are joined, and their weights are "{weights}".',
    hint: 'Give one number for each of them, with commas between.',
  },
  weightsToZero: {
    code: 'recipe',
    message: 'The weights of the blended prompts add up to 0.',
    hint: 'Give them another sum, or write no_normalize behind them.',
  },
  beyond: {
    code: 'recipe',
    message: 'A weight of the prompt is beyond {most} and is read as {weight}.',
    hint: 'Most words need a weight between 0.5 and 1.5.',
  },
})
