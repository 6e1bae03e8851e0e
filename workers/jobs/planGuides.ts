// From a recipe and a checkpoint to the guides of a run: the recipe's own, those that it implies, in order, checked.
import { PalimpsestError } from '../../src/shared/errors'
import { defaultValues } from '../../src/shared/guideFields'
import type { GuideUse, Recipe } from '../../src/shared/recipe'
import type { ActiveGuide, CheckpointTraits } from '../diffusion/guide'
import type { GuideDefinition } from '../guidance/defineGuide'
import { guideDefinitions } from '../guidance/registry'

const baseGuidance = ['classifier-free', 'instruct-pix2pix']
/** The guide that feeds the channels after the latents, by the number of channels that the UNet takes. */
const channelGuides: Readonly<Record<number, string>> = { 8: 'instruct-pix2pix', 9: 'inpaint' }

/**
 * The recipe with the guides that it implies: the base guidance of the checkpoint where it names none (with diffusers'
 * usual scales), `inpaint` for a mask, `image-to-image` for a picture that nothing else uses or for a strength below 1.
 */
export function withImpliedGuides(
  recipe: Recipe,
  { inChannels }: Pick<CheckpointTraits, 'inChannels'>,
): Recipe {
  const uses: GuideUse[] = [...recipe.guides]
  const has = (id: string) => uses.some((use) => use.id === id)
  const imply = (id: string) => {
    const definition = guideDefinitions.find(({ meta }) => meta.id === id)
    if (definition && !has(id))
      uses.push({ id, values: defaultValues(definition.meta.fields), range: [0, 1] })
  }
  if (!baseGuidance.some(has)) imply(inChannels === 8 ? 'instruct-pix2pix' : 'classifier-free')
  if (recipe.mask !== undefined) imply('inpaint')
  const pictureIsUsed = has('instruct-pix2pix') || has('inpaint')
  if (
    recipe.image !== undefined &&
    (recipe.strength === undefined ? !pictureIsUsed : recipe.strength < 1 || !pictureIsUsed)
  )
    imply('image-to-image')
  return { ...recipe, guides: inOrder(uses) }
}

/** Sorted by the registry: a guide has no order number of its own. */
function inOrder(uses: readonly GuideUse[]): GuideUse[] {
  const place = (use: GuideUse) => guideDefinitions.findIndex(({ meta }) => meta.id === use.id)
  return uses.toSorted((a, b) => place(a) - place(b))
}

/**
 * Makes the guides of a recipe, once everything that they require is there.
 * @throws PalimpsestError('recipe') in words, before the job starts.
 */
export function createGuides(recipe: Recipe, checkpoint: CheckpointTraits): ActiveGuide[] {
  const uses = recipe.guides.map((use) => ({ use, definition: definitionOf(use) }))
  const ids = uses.map(({ use }) => use.id)
  for (const id of ids)
    if (ids.indexOf(id) !== ids.lastIndexOf(id))
      throw new PalimpsestError('recipe', `The recipe uses the guide "${id}" twice.`, 'Keep one of them.')
  for (const { definition } of uses) checkRequirements(definition, ids, recipe, checkpoint)
  const wanted = channelGuides[checkpoint.inChannels]
  if (wanted !== undefined && !ids.includes(wanted))
    throw new PalimpsestError(
      'recipe',
      `This checkpoint's UNet takes ${checkpoint.inChannels} channels, which the guide "${wanted}" fills, and the recipe does not use it.`,
      `Add the guide "${wanted}", or choose a text-to-image checkpoint.`,
    )
  if (checkpoint.inChannels !== checkpoint.latentChannels && wanted === undefined)
    throw new PalimpsestError(
      'checkpoint',
      `This checkpoint's UNet takes ${checkpoint.inChannels} channels, and no guide fills the ones after its ${checkpoint.latentChannels} latent channels.`,
      'Choose a text-to-image, InstructPix2Pix or inpainting checkpoint.',
    )
  return uses.map(({ use, definition }) => ({
    id: use.id,
    guide: definition.create(use.values, checkpoint),
    range: use.range,
  }))
}

function definitionOf(use: GuideUse): GuideDefinition {
  const definition = guideDefinitions.find(({ meta }) => meta.id === use.id)
  if (!definition) throw new RangeError(`parseRecipe let the unknown guide "${use.id}" through.`)
  return definition
}

function checkRequirements(
  { meta }: GuideDefinition,
  ids: readonly string[],
  recipe: Recipe,
  checkpoint: CheckpointTraits,
): void {
  for (const [other, why] of Object.entries(meta.excludes ?? {}))
    if (ids.includes(other))
      throw new PalimpsestError(
        'recipe',
        `The guides "${meta.id}" and "${other}" exclude each other: ${why}.`,
        'Remove one of them.',
      )
  const { image, mask, unetChannels } = meta.requires ?? {}
  if (image && recipe.image === undefined)
    throw new PalimpsestError(
      'recipe',
      `The guide "${meta.id}" needs a picture, and the recipe names none.`,
      'Open a picture first.',
    )
  if (mask && recipe.mask === undefined)
    throw new PalimpsestError(
      'recipe',
      `The guide "${meta.id}" needs a mask, and the recipe names none.`,
      'Paint a mask first.',
    )
  if (unetChannels && !unetChannels.includes(checkpoint.inChannels))
    throw new PalimpsestError(
      'recipe',
      `The guide "${meta.id}" needs a checkpoint whose UNet takes ${unetChannels.join(' or ')} channels; this one takes ${checkpoint.inChannels}.`,
      `Choose a checkpoint made for "${meta.label}", or remove the guide.`,
    )
}
