// A recipe without a window, on the page's own engine: files in, files out.
import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PalimpsestError } from '../../src/shared/errors'
import { layersNamedBy } from '../../src/engine/namedLayers'
import { networksNamedBy } from '../../src/engine/namedNetworks'
import type { Pixels } from '../../src/shared/pixels'
import { withPromptAddOns } from '../../src/shared/promptAddOns'
import { parseRecipe, type Recipe } from '../../src/shared/recipe'
import { guideMetas } from '../../workers/guidance/list'
import { AddOns } from '../../workers/jobs/addOns'
import { CheckpointNetworks } from '../../workers/jobs/checkpointNetworks'
import { isBundled } from '../../workers/jobs/openedById'
import { runEdit } from '../../workers/jobs/editJob'
import { openCheckpoint, type Checkpoint } from '../../workers/models/checkpoint'
import { openControlNetwork, type ControlNetwork } from '../../workers/models/openControlNetwork'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { SessionCache } from '../../workers/runtime/sessionCache'
import { allFinite } from '../../workers/tensor/arithmetic'
import type { Tensor } from '../../workers/tensor/tensor'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import type { AddOnSource } from '../../src/shared/protocol'
import { readNpy, writeNpy } from './npy'
import { parseOptions, type Options } from './options'
import { readPicture, writePng } from './picture'
import { makeTraceFolder, writeTrace } from './trace'
import { requireWritable } from './writeResult'

/** More than any checkpoint for one edit at a time needs. */
const memoryBudget = 16e9

async function readRecipe(options: Options): Promise<Recipe> {
  const text = await readFile(options.recipe, 'utf8').catch(() => {
    throw new PalimpsestError('recipe', `The recipe ${options.recipe} cannot be read.`, 'Check its path.')
  })
  const json = parseJson(text, options.recipe)
  // The command line stands in for what the recipe leaves open, and replaces its names.
  const image = options.image !== undefined && basename(options.image)
  const mask = options.mask !== undefined && basename(options.mask)
  const given = {
    ...(image !== false && { image }),
    // Two files of one name in different folders are two pictures.
    ...(mask !== false && { mask: mask === image ? `mask ${mask}` : mask }),
    ...(options.checkpoint !== undefined && { checkpoint: basename(resolve(options.checkpoint)) || '/' }),
  }
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json)
  return parseRecipe(isObject ? { ...json, ...given } : json, guideMetas)
}

function parseJson(text: string, path: string): unknown {
  try {
    // Some editors, on Windows above all, begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new PalimpsestError(
      'recipe',
      `${path} is not JSON.`,
      'A recipe is a JSON file; see "Recipes" in the README.',
    )
  }
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

/** An add-on that `npm run recipe` was given: a file, or a folder that holds one. */
const addOnSource = (path: string): AddOnSource =>
  path.endsWith('.safetensors') || !existsSync(path) || statSync(path).isFile()
    ? { kind: 'url', url: dirname(path), path: basename(path) }
    : { kind: 'url', url: path }

/** Where a checkpoint or network lies that ships with the program. */
function bundledFolder(what: 'checkpoint' | 'network', id: string): string {
  const folder = fileURLToPath(new URL(`../../public/models/${id}`, import.meta.url))
  if (isBundled(id) && existsSync(folder)) return folder
  throw new PalimpsestError(
    'checkpoint',
    `The recipe uses the ${what} "${id}", which does not come with this program.`,
    `Give its folder with --${what}${what === 'network' ? ` ${id}=FOLDER` : ''}.`,
  )
}

/** Opens a checkpoint that is a folder, or one file. */
function openGiven(place: string): Promise<Checkpoint> {
  const isFile = existsSync(place) && statSync(place).isFile()
  if (!isFile) return openCheckpoint(pathTree(place))
  return openCheckpoint(pathTree(dirname(place)), {
    path: basename(place),
    clip: pathTree(fileURLToPath(new URL('../../public/models/clip', import.meta.url))),
  })
}

/** Opens the networks that the recipe's guides ask for, which finds out at once what is wrong with them. */
async function openNetworks(recipe: Recipe, options: Options) {
  const asked = networksNamedBy(recipe)
  refuseUnasked('network', options.networks, asked)
  const opened = new Map<string, ControlNetwork>()
  for (const id of asked) {
    const folder = options.networks.get(id) ?? bundledFolder('network', id)
    opened.set(id, await openControlNetwork(pathTree(folder)))
  }
  return opened
}

/**
 * Runs the recipe that a command line names, and writes what it asks for.
 * @throws PalimpsestError with one sentence, before anything is written
 */
export async function runRecipe(args: readonly string[]): Promise<void> {
  const options = parseOptions(args)
  for (const path of [options.out, options.latents]) if (path !== undefined) await requireWritable(path)
  const recipe = withPromptAddOns(await readRecipe(options))
  const checkpoint = await openGiven(options.checkpoint ?? bundledFolder('checkpoint', recipe.checkpoint))
  const opened = await openNetworks(recipe, options)
  const images = await readImages(recipe, options)
  const addOns = new AddOns(async (source) => pathTree(source.kind === 'url' ? source.url : ''))
  for (const [id, file] of options.addOns) await addOns.open(id, addOnSource(file))
  const fitted = await addOns.fitted(recipe, checkpoint)
  const noise = options.noise === undefined ? undefined : await readNoise(options.noise)
  if (options.trace !== undefined) await makeTraceFolder(options.trace)
  const backend = await openNodeBackend()
  try {
    const networks = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, memoryBudget), {
      addOns: fitted,
      controlNetwork: async (id) => opened.get(id)!,
    })
    const result = await runEdit({ recipe, images, ...(noise && { noise }) }, networks, {
      onStep: async (done) => {
        if (process.stderr.isTTY) process.stderr.write(`\rstep ${done.index + 1} of ${done.count} `)
        if (options.trace !== undefined) await writeTrace(options.trace, done)
      },
    })
    if (process.stderr.isTTY) process.stderr.write('\n')
    for (const note of result.notes) console.error(note)
    if (options.latents !== undefined) await writeNpy(options.latents, result.latents)
    if (options.out !== undefined) await writePng(options.out, result.pixels)
  } finally {
    await backend.dispose()
  }
}
