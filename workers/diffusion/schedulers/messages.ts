import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('schedulers', {
  noMeaning: {
    code: 'recipe',
    message: 'The recipe\'s "{setting}" has no meaning for the scheduler "{scheduler}".',
    hint: 'Remove it, or choose {meant, phrase}.',
  },
  noSchedule: {
    code: 'checkpoint',
    message:
      "The scheduler's betas make no noise schedule: at timestep {timestep} beta is {beta}, and {signal} of the signal is left.",
    hint: 'Take scheduler/scheduler_config.json from the publisher of the checkpoint.',
  },
  notAnObject: {
    code: 'checkpoint',
    message: "The scheduler's configuration is not a JSON object.",
    hint: 'Take scheduler/scheduler_config.json from the publisher of the checkpoint.',
  },
  unsupported: {
    code: 'checkpoint',
    message: 'The scheduler\'s option "{option}" is {value}, where this program takes {expected, phrase}.',
    hint: 'Choose another scheduler in the recipe, or another checkpoint.',
  },
  unsupportedMissing: {
    code: 'checkpoint',
    message: 'The scheduler\'s option "{option}" is missing, where this program takes {expected, phrase}.',
    hint: 'Choose another scheduler in the recipe, or another checkpoint.',
  },
  unknownScheduler: {
    code: 'checkpoint',
    message: "The checkpoint's scheduler is {name}, which this program does not have.",
    hint: 'Choose another scheduler for it: {schedulers}.',
  },
  noScheduler: {
    code: 'checkpoint',
    message: "The checkpoint's scheduler is not named, which this program does not have.",
    hint: 'Choose another scheduler for it: {schedulers}.',
  },
  unknownOption: {
    code: 'checkpoint',
    message: 'The scheduler\'s configuration has an option "{option}" that this program does not know.',
    hint: 'Choose another checkpoint, or remove the option if it changes nothing.',
  },
  tooManySteps: {
    code: 'recipe',
    message:
      "The recipe asks for {steps} steps, more than this scheduler can make of the checkpoint's timesteps.",
    hint: 'Give at most {most} steps.',
  },

  // What an option may be
  only: '{value}',
  either: '{first} or {second}',
  oneTwoOrThree: '1, 2 or 3',
  oneOf: 'one of {values}',
  number: 'a number',
  numbers: 'a list of numbers',
  countOfNumbers: '{count} numbers',
  whole: 'a whole number of at least {least}',
  atMost: 'at most {most}',
  trueOrFalse: 'true or false',
  oneSpacing: 'false, as the file asks for another spacing as well',
  unclipped: '-Infinity with the trailing spacing',

  // An old configuration
  outdated: "The checkpoint's scheduler configuration is outdated: {changes, phrase}.",
  changed: '"{option}" is {given}, and {used} was used',
  andAlso: '{first, phrase}; {second, phrase}',
})
