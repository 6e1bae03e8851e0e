// A recipe as a Python script for Hugging Face's diffusers, with a function that runs it and others of its kind.
import { layersNamedBy } from '../../engine/namedLayers'
import { networksNamedBy } from '../../engine/namedNetworks'
import { plainPipelines, xlPipelines, type DiffusersPart, type ScriptStart } from '../../shared/diffusersPart'
import { PalimpsestError } from '../../shared/errors'
import type { GuideMeta } from '../../shared/guideMeta'
import type { Message } from '../../shared/message'
import type { Recipe } from '../../shared/recipe'
import type { ForOtherProgram } from '../forOtherProgram'
import { messages } from '../messages'
import { partsOf, type UsedPart } from '../partsOf'
import { usedAddOns, type KnownAddOns, type UsedAddOn } from '../usedAddOns'
import { addOnLines, type AddOnLines } from './addOns'
import { compelText } from './compelText'
import { pythonLiteral } from './pythonLiteral'
import { functionsOf, needsHints, needsPictures } from './scriptText'

/** Modules that come with Python, beside the ones that every script has. */
const pythonsOwn = new Set(['import os', 'import re'])

export type ScriptGuide = UsedPart<DiffusersPart>

/**
 * Writes a script whose `run_recipe(RECIPE)` gives the picture of the recipe.
 * @param recipe as it was run, implied guides included
 * @param options.isXl whether the checkpoint is of Stable Diffusion XL
 * @param options.addOns what the recipe's add-ons are
 * @param options.places where checkpoints, networks and pictures lie, by their names in the recipe; others keep their names
 * @throws PalimpsestError('recipe') that names what diffusers does not have
 */
export async function diffusersScript(
  recipe: Recipe,
  {
    isXl = false,
    places = {},
    addOns = {},
  }: {
    readonly isXl?: boolean | undefined
    readonly places?: Readonly<Record<string, string>> | undefined
    readonly addOns?: KnownAddOns | undefined
  } = {},
): Promise<ForOtherProgram> {
  const used = await partsOf(recipe, ({ diffusers }) => diffusers, lacking)
  const start = used.find(({ part }) => part.start !== undefined)?.part.start ?? 'noise'
  const pipeline = pipelineOf(used, start, isXl)
  const written = used.some(({ part }) => part.readsWeights) ? withCompelTexts(recipe) : recipe
  const { used: laidOver, said } = usedAddOns(recipe, addOns)
  const lines = addOnLines(laidOver, isXl)
  const names = [
    recipe.checkpoint,
    ...networksNamedBy({ guides: recipe.guides }),
    ...laidOver.map(({ id }) => id),
    ...[recipe.image, recipe.mask].filter((name) => name !== undefined),
    ...layersNamedBy(recipe),
  ]
  const located = Object.fromEntries(names.map((name) => [name, places[name] ?? name]))
  const { keepUnchanged, feather: _, upscaler, enlarge: __, addOns: ___, ...rest } = written
  const text = [
    heading(used),
    imports(recipe, used, lines),
    `#: Where things lie: paths, or names on the Hub.\nPLACES = ${pythonLiteral(located)}`,
    ...lines.constants,
    `RECIPE = ${pythonLiteral({ ...rest, ...(laidOver.length > 0 && { addOns: usesOf(recipe, laidOver) }) })}`,
    ...used.flatMap(({ part }) => (part.functions ? [`\n${part.functions.trim()}`] : [])),
    functionsOf(recipe, { checkpoint: located[recipe.checkpoint]!, pipeline, isXl, lines }, used),
  ].join('\n\n')
  return {
    text: `${text.replaceAll(/\n{3,}/g, '\n\n\n')}\n`,
    leftOut: [
      ...(keepUnchanged ? [messages.scriptUnchanged()] : []),
      ...(upscaler === undefined ? [] : [messages.scriptUpscaler()]),
      ...(recipe.clipSkip > 0 ? [messages.scriptClipSkip()] : []),
      ...(recipe.mask === undefined ? [] : [messages.scriptMask()]),
      ...said,
    ],
  }
}

/** The recipe's own words for the add-ons that the script uses. */
const usesOf = ({ addOns = [] }: Recipe, used: readonly UsedAddOn[]) =>
  addOns.filter(({ id }) => used.some((one) => one.id === id))

const lacking = ({ label: guide }: GuideMeta, what?: Message) =>
  new PalimpsestError(
    what === undefined ? messages.diffusersLacks({ guide }) : messages.diffusersLacksSetting({ guide, what }),
  )

function pipelineOf(used: readonly ScriptGuide[], start: ScriptStart, isXl: boolean): string {
  const own = used.find(({ part }) => isXl && part.notForXl)
  if (own) throw new PalimpsestError(messages.notForXl({ guide: own.meta.label }))
  const named = used.map(({ part, uses }) => part.pipelines(uses, start))
  const [first = [], ...rest] = named
  const shared = first.filter((name) => rest.every((names) => names.includes(name)))
  const found = used.length === 0 ? plainPipelines[start] : shared
  const [pipeline] = isXl ? found.flatMap((name) => xlPipelines.get(name) ?? []) : found
  if (pipeline !== undefined) return pipeline
  const guides = used.map(({ meta }) => `"${meta.label}"`).join(' + ')
  if (found.length > 0) throw new PalimpsestError(messages.noXlPipeline({ guides }))
  throw new PalimpsestError(messages.noPipeline({ guides }))
}

const withCompelTexts = (recipe: Recipe): Recipe => ({
  ...recipe,
  prompt: compelText(recipe.prompt, recipe),
  negativePrompt: compelText(recipe.negativePrompt, recipe),
})

function heading(used: readonly ScriptGuide[]): string {
  const packages = new Set([
    'torch',
    'diffusers',
    'transformers',
    ...used.flatMap(({ part }) => part.packages ?? []),
  ])
  const named = used.filter(({ meta }) => !meta.automatic).map(({ meta }) => `${meta.label} (${meta.paper})`)
  return `"""An edit made with Palimpsest, for diffusers.

    pip install ${[...packages].join(' ')}

${named.length > 0 ? named.join('\n') : 'Text to image, without guidance.'}
"""`
}

function imports(recipe: Recipe, used: readonly ScriptGuide[], addOns: AddOnLines): string {
  const pictures = needsPictures(recipe, used)
  const lines = new Set([
    'import diffusers',
    'import torch',
    `from PIL import Image${pictures ? ', ImageOps' : ''}`,
    'from diffusers.pipelines import deprecated',
    ...(needsHints(used) ? ['import cv2', 'import numpy as np'] : []),
    ...used.flatMap(({ part }) => part.imports ?? []),
  ])
  for (const line of addOns.imports) lines.add(line)
  const own = [...lines].filter((line) => pythonsOwn.has(line))
  const others = [...lines].filter((line) => !pythonsOwn.has(line))
  return [
    'import functools',
    'import inspect',
    'import json',
    ...own.toSorted(),
    '',
    ...others.toSorted(),
  ].join('\n')
}
