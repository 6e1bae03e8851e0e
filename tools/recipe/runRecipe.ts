// A recipe without a window, on the page's own engine: files in, files out.
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { PalimpsestError } from '../../src/shared/errors'
import { layersNamedBy } from '../../src/engine/namedLayers'
import { networksNamedBy } from '../../src/engine/namedNetworks'
import { isRecord } from '../../src/shared/isRecord'
import { englishOf } from '../../src/shared/message'
import type { Pixels } from '../../src/shared/pixels'
import { withPromptAddOns } from '../../src/shared/promptAddOns'
import { parseRecipe, type Recipe } from '../../src/shared/recipe'
import { guideMetas } from '../../workers/guidance/list'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { allFinite } from '../../workers/tensor/arithmetic'
import type { Tensor } from '../../workers/tensor/tensor'
import { readJsonFile } from '../command/readJsonFile'
import { readNpy, writeNpy } from './npy'
import { parseOptions, type Options } from './options'
import { readPicture, writePng } from './picture'
import { exportRecipe } from './exportRecipe'
import { Runner } from './runner'
import { makeTraceFolder, writeTrace } from './trace'
import { requireWritable } from './writeResult'

async function readRecipe(options: Options): Promise<Recipe> {
  const json = await readJsonFile(options.recipe, 'recipe', '"Recipes" in the README')
  // The command line stands in for what the recipe leaves open, and replaces its names.
  const image = options.image !== undefined && basename(options.image)
  const mask = options.mask !== undefined && basename(options.mask)
  const given = {
    ...(image !== false && { image }),
    // Two files of one name in different folders are two pictures.
    ...(mask !== false && { mask: mask === image ? `mask ${mask}` : mask }),
    ...(options.checkpoint !== undefined && { checkpoint: basename(resolve(options.checkpoint)) || '/' }),
  }
  return parseRecipe(isRecord(json) ? { ...json, ...given } : json, guideMetas)
}

/** The pictures that the recipe names: from the command line, else relative to the recipe's file. */
async function readImages(recipe: Recipe, options: Options): Promise<Record<string, Pixels>> {
  const pathOf = (name: string, given: string | undefined) =>
    given ?? (isAbsolute(name) ? name : join(dirname(options.recipe), name))
  const images: Record<string, Pixels> = {}
  if (recipe.image !== undefined)
    images[recipe.image] = await readPicture(pathOf(recipe.image, options.image))
  if (recipe.mask !== undefined) images[recipe.mask] = await readPicture(pathOf(recipe.mask, options.mask))
  const asked = layersNamedBy(recipe).filter((name) => !Object.hasOwn(images, name))
  refuseUnasked('picture', options.pictures, asked)
  for (const name of asked) images[name] = await readPicture(pathOf(name, options.pictures.get(name)))
  return images
}

/** What the command line gives has to be something that the recipe asks for. */
function refuseUnasked(
  what: 'picture' | 'network',
  given: ReadonlyMap<string, string>,
  asked: readonly string[],
): void {
  const surplus = [...given.keys()].find((name) => !asked.includes(name))
  if (surplus === undefined) return
  throw new PalimpsestError(
    'recipe',
    `No guide of the recipe asks for a ${what} "${surplus}".`,
    asked.length > 0 ? `They ask for: ${asked.join(', ')}.` : `They ask for no ${what} at all.`,
  )
}

/** @throws PalimpsestError('recipe') when the file does not hold float32 numbers that one can compute with. */
async function readNoise(path: string): Promise<Tensor> {
  const noise = await readNpy(path)
  if (allFinite(noise)) return noise
  throw new PalimpsestError(
    'recipe',
    `${path} holds numbers that are not finite.`,
    'Give standard normal noise, as numpy.random.standard_normal makes it.',
  )
}

/**
 * Runs the recipe that a command line names, and writes what it asks for.
 * @throws PalimpsestError with one sentence, before anything is written
 */
export async function runRecipe(args: readonly string[]): Promise<void> {
  const options = parseOptions(args)
  for (const path of [options.out, options.latents]) if (path !== undefined) await requireWritable(path)
  const recipe = withPromptAddOns(await readRecipe(options))
  refuseUnasked('network', options.networks, networksNamedBy(recipe))
  if (options.as !== undefined) {
    for (const sentence of await exportRecipe(options.as, recipe, options, options.out!))
      console.error(sentence)
    return
  }
  const backend = await openNodeBackend()
  try {
    const edit = await new Runner(backend).prepare(recipe, options)
    const images = await readImages(recipe, options)
    const noise = options.noise === undefined ? undefined : await readNoise(options.noise)
    if (options.trace !== undefined) await makeTraceFolder(options.trace)
    const result = await edit(
      { images, ...(noise && { noise }) },
      {
        onStep: async (done) => {
          if (process.stderr.isTTY) process.stderr.write(`\rstep ${done.index + 1} of ${done.count} `)
          if (options.trace !== undefined) await writeTrace(options.trace, done)
        },
      },
    )
    if (process.stderr.isTTY) process.stderr.write('\n')
    for (const note of result.notes) console.error(englishOf(note))
    if (options.latents !== undefined) await writeNpy(options.latents, result.latents)
    if (options.out !== undefined) await writePng(options.out, result.pixels)
  } finally {
    await backend.dispose()
  }
}
