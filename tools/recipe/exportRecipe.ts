// `--as PROGRAM`: the recipe for another program, in place of a picture.
import { dirname, join, resolve } from 'node:path'
import { layersNamedBy } from '../../src/engine/namedLayers'
import { networksNamedBy } from '../../src/engine/namedNetworks'
import { exportAs, type OtherProgram } from '../../src/interchange/exportAs'
import type { Recipe } from '../../src/shared/recipe'
import { withImpliedGuides } from '../../workers/jobs/planGuides'
import { AddOns } from '../../workers/jobs/addOns'
import { summariseAddOn } from '../../workers/jobs/summariseAddOn'
import { bundledFolder, treeAt } from './addresses'
import type { Options } from './options'
import { addOnSource, checkpointAt } from './runner'
import { writeResult } from './writeResult'

/**
 * Writes what another program runs.
 * @returns what it leaves out, a sentence each
 * @throws PalimpsestError('recipe') that names what the other program does not have
 */
export async function exportRecipe(
  program: OtherProgram,
  recipe: Recipe,
  options: Options,
  out: string,
): Promise<readonly string[]> {
  const folder = options.checkpoint ?? bundledFolder('checkpoint', recipe.checkpoint)
  const { unet, vae, secondText } = await checkpointAt(folder)
  const isXl = secondText !== undefined
  const channels = { inChannels: unet.config.inChannels, latentChannels: vae.config.latentChannels, isXl }
  const implied = withImpliedGuides(recipe, channels)
  // ComfyUI looks for names in folders of its own.
  const places = program === 'comfyui' ? {} : placesOf(recipe, folder, options)
  const { text, leftOut } = await exportAs(program, implied, {
    isXl,
    places,
    addOns: await addOnsOf(options),
  })
  await writeResult(out, Buffer.from(text))
  return leftOut.map(({ english }) => english)
}

/** What the command line's add-ons are. */
async function addOnsOf({ addOns }: Options) {
  const known = new AddOns(async (source) => treeAt(source.kind === 'url' ? source.url : ''))
  const summaries = [...addOns].map(async ([id, path]) => {
    const addOn = await known.open(id, addOnSource(path))
    return [id, summariseAddOn(id, addOn)] as const
  })
  return Object.fromEntries(await Promise.all(summaries))
}

/** Where the command line says that things lie. */
function placesOf(recipe: Recipe, checkpoint: string, options: Options): Record<string, string> {
  const { image, mask } = recipe
  const networks = networksNamedBy(recipe).map((id): [string, string] => [
    id,
    options.networks.get(id) ?? bundledFolder('network', id),
  ])
  const pictures = [...layersNamedBy(recipe), ...[image, mask].filter((name) => name !== undefined)]
  const beside = pictures.map((name): [string, string] => [name, join(dirname(options.recipe), name)])
  const places = new Map([
    [recipe.checkpoint, checkpoint],
    ...networks,
    ...options.addOns,
    ...beside,
    ...options.pictures,
    ...(image !== undefined && options.image !== undefined ? [[image, options.image] as const] : []),
    ...(mask !== undefined && options.mask !== undefined ? [[mask, options.mask] as const] : []),
  ])
  return Object.fromEntries([...places].map(([name, path]) => [name, resolve(path)]))
}
