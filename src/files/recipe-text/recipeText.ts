// The recipe inside an exported PNG.
import { PalimpsestError } from '../../shared/errors'
import type { Recipe } from '../../shared/recipe'
import type { SavedRecipe } from '../../shared/savedRecipe'
import { messages } from '../messages'
import { pngTextChunk, pngUtf8Chunk } from '../png/pngText'
import type { PngChunk } from '../png/pngChunks'
import { hiddenText } from '../hiddenTexts'
import { exifText, jpegComment } from '../readPicture'
import { xmpComment } from '../xmp'
import { readJsonForm, readTextsAsForm } from './jsonForms'
import { writeParameters } from './parameters'
import { readParameters, type ReadParameters } from './readParameters'
import { isRecord } from '../../shared/isRecord'

/** Keyword of our own text. */
const ours = 'palimpsest'
/** Keyword that Stable Diffusion programs share. */
const shared = 'parameters'
/** Keywords of other programs' own forms, what was run before what was drawn: Fooocus and SwarmUI, ComfyUI, InvokeAI, older dream scripts, NovelAI. */
const foreign = [
  shared,
  'prompt',
  'workflow',
  'invokeai_metadata',
  'invokeai_graph',
  'sd-metadata',
  'dream',
  'Dream',
  'fooocus_scheme',
  'generation_data',
  'Comment',
  'Description',
  exifText('UserComment'),
  // What was run; the drawing lies in one of the others.
  exifText('Model'),
  exifText('Make'),
  exifText('ImageDescription'),
  exifText('XPComment'),
  xmpComment,
  jpegComment,
  hiddenText,
]

/** Where the shared text lies, the likeliest first: programs and sites move it when they save a picture as another kind. */
const places = [
  shared,
  exifText('UserComment'),
  xmpComment,
  exifText('ImageDescription'),
  exifText('XPComment'),
  jpegComment,
  'Description',
  'Comment',
  hiddenText,
]

/** JSON, with the name of its form in front or not, or a dream's line of switches. */
const isForm = (text: string) => /^\s*(?:\w+:\s*)?[{[]/.test(text) || /^\s*".*" -\w/s.test(text)

/**
 * The texts that an exported PNG carries: the whole recipe as it was saved, and what other programs can read of it.
 * @param readable the same recipe, where it can be used here
 */
export const recipeChunks = (saved: SavedRecipe, readable: Recipe | undefined): PngChunk[] => [
  pngUtf8Chunk(ours, JSON.stringify(saved)),
  ...(readable ? [pngTextChunk(shared, writeParameters(readable))] : []),
]

export type RecipeText =
  | { readonly kind: 'recipe'; readonly saved: SavedRecipe }
  | ({ readonly kind: 'parameters' } & ReadParameters)
  /** Settings in forms that are not read, by their keywords. */
  | { readonly kind: 'foreign'; readonly keywords: readonly string[] }

/**
 * Finds the recipe in the texts of a picture: our own, as it was saved, or what another program wrote about it; undefined where
 * there is none.
 * @throws PalimpsestError('recipe') when a recipe of ours is there and is not JSON.
 */
export function readRecipeText(texts: ReadonlyMap<string, string>): RecipeText | undefined {
  const own = texts.get(ours)
  if (own !== undefined) return { kind: 'recipe', saved: parsed(own) }
  for (const keyword of places) {
    const read = readParameters(texts.get(keyword) ?? '')
    if (read) return { kind: 'parameters', ...read }
  }
  for (const keyword of foreign) {
    const read = readJsonForm(texts.get(keyword) ?? '')
    if (read) return { kind: 'parameters', ...read }
  }
  const apart = readTextsAsForm(texts)
  if (apart) return { kind: 'parameters', ...apart }
  // That keyword is for settings alone.
  const isSettings = (keyword: string, text = '') =>
    isForm(text) || (keyword === shared && text.trim() !== '')
  const keywords = foreign.filter((keyword) => isSettings(keyword, texts.get(keyword)))
  return keywords.length > 0 ? { kind: 'foreign', keywords } : undefined
}

/**
 * Finds the recipe in a text of its own: one of ours, or a line of a batch that holds one; or what another program wrote. Undefined
 * where there is none that is read.
 */
export function readSettings(text: string): RecipeText | undefined {
  const saved = ownRecipe(text)
  if (saved) return { kind: 'recipe', saved }
  const read = readRecipeText(new Map([[shared, text]]))
  return read?.kind === 'parameters' ? read : undefined
}

function ownRecipe(text: string): object | undefined {
  try {
    const value = JSON.parse(text) as unknown
    const inside = isRecord(value) && isRecord(value['recipe']) ? value['recipe'] : value
    return isRecord(inside) && 'version' in inside && 'checkpoint' in inside ? inside : undefined
  } catch {
    return undefined
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new PalimpsestError(messages.recipeNotJson(), { cause: error })
  }
}
