// Recipes for other programs.
import { PalimpsestError } from '../shared/errors'
import type { NetworkFamily } from '../shared/protocol'
import type { Recipe } from '../shared/recipe'
import type { ForOtherProgram } from './forOtherProgram'
import { comfyWorkflow } from './comfyui/workflow'
import { diffusersScript } from './diffusers/script'

export const otherPrograms = ['diffusers', 'comfyui'] as const
export type OtherProgram = (typeof otherPrograms)[number]

interface ExportOptions {
  /** The checkpoint's, where it is known. */
  readonly family?: NetworkFamily | undefined
  /** Where checkpoints, networks and pictures lie for that program, by their names in the recipe. */
  readonly places?: Readonly<Record<string, string>>
}

/**
 * Writes a recipe for another program.
 * @param recipe as it was run, implied guides included
 * @throws PalimpsestError('recipe') that names what the program does not have
 */
export async function exportAs(
  program: OtherProgram,
  recipe: Recipe,
  { family, places }: ExportOptions = {},
): Promise<ForOtherProgram> {
  if (program === 'comfyui') return comfyWorkflow(recipe, places)
  if (family === 'sdxl')
    throw new PalimpsestError(
      'recipe',
      'Scripts for diffusers are written for Stable Diffusion 1 and 2 alone so far, and this checkpoint is XL.',
      'Export a ComfyUI workflow, or choose another checkpoint.',
    )
  return diffusersScript(recipe, places)
}

/** "cat.py", "cat.json". */
export const fileNameFor = (program: OtherProgram, name: string): string =>
  `${name}${program === 'diffusers' ? '.py' : '.json'}`
