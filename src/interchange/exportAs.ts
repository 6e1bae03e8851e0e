// Recipes for other programs.
import type { Recipe } from '../shared/recipe'
import type { ForOtherProgram } from './forOtherProgram'
import { comfyWorkflow } from './comfyui/workflow'
import { diffusersScript } from './diffusers/script'
import type { KnownAddOns } from './usedAddOns'

export const otherPrograms = ['diffusers', 'comfyui'] as const
export type OtherProgram = (typeof otherPrograms)[number]

interface ExportOptions {
  /** Whether the checkpoint is of Stable Diffusion XL. */
  readonly isXl?: boolean | undefined
  /** What the recipe's add-ons are, by their ids. One that is not among them is taken for a LoRA. */
  readonly addOns?: KnownAddOns
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
  { isXl, places, addOns }: ExportOptions = {},
): Promise<ForOtherProgram> {
  if (program === 'comfyui') return comfyWorkflow(recipe, { files: places, addOns })
  return diffusersScript(recipe, { isXl, places, addOns })
}

/** "cat.py", "cat.json". */
export const fileNameFor = (program: OtherProgram, name: string): string =>
  `${name}${program === 'diffusers' ? '.py' : '.json'}`
