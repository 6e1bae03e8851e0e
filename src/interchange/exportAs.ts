// Recipes for other programs.
import type { Recipe } from '../shared/recipe'
import type { ForOtherProgram } from './forOtherProgram'
import { comfyWorkflow } from './comfyui/workflow'
import { diffusersScript } from './diffusers/script'

export const otherPrograms = ['diffusers', 'comfyui'] as const
export type OtherProgram = (typeof otherPrograms)[number]

/**
 * Writes a recipe for another program.
 * @param recipe as it was run, implied guides included
 * @param places where checkpoints, networks and pictures lie for that program, by their names in the recipe
 * @throws PalimpsestError('recipe') that names what the program does not have
 */
export const exportAs = (
  program: OtherProgram,
  recipe: Recipe,
  places?: Readonly<Record<string, string>>,
): Promise<ForOtherProgram> =>
  program === 'diffusers' ? diffusersScript(recipe, places) : comfyWorkflow(recipe, places)

/** "cat.py", "cat.json". */
export const fileNameFor = (program: OtherProgram, name: string): string =>
  `${name}${program === 'diffusers' ? '.py' : '.json'}`
