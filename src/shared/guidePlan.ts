// Which guides a run has: those that it names, those that it implies, and why some of them cannot run. The panel asks before
// Run, the engine before it begins.
import { emptyFields } from './emptyFields'
import { PalimpsestError } from './errors'
import { excludesId } from './guideTexts'
import type { Message } from './message'
import type { Fields, GuideValues } from './guideFields'
import type { GuideMeta, GuideMetas, RunFacts } from './guideMeta'
import { freeKey } from './guideUses'
import { defaultValues } from './guideValues'
import { messages } from './messages'
import { drawsNoise, type GuideUse, type Recipe } from './recipe'

/** What is known of a checkpoint before anything of it is loaded. */
export interface ChannelFacts {
  /** Channels that the UNet takes: 4, or more with a picture (8), a depth map (5) or a mask and a picture (9). */
  readonly inChannels: number
  readonly latentChannels: number
  /** Whether it has two text encoders, as Stable Diffusion XL. */
  readonly isXl?: boolean
}

type RecipeFacts = Pick<Recipe, 'image' | 'mask' | 'strength' | 'scheduler'> &
  Partial<Pick<Recipe, 'prompt' | 'negativePrompt' | 'eta'>>

/**
 * The uses in order of application, with those that the recipe implies: where it names no base guidance the one of the
 * checkpoint, and what a mask, a picture or a strength ask for.
 */
export function withImpliedUses(
  uses: readonly GuideUse[],
  recipe: RecipeFacts,
  channels: ChannelFacts,
  metas: GuideMetas,
): GuideUse[] {
  const all = [...uses]
  // Backwards: whether the picture is the start depends on what the guides behind make of it.
  for (const meta of [...metas.values()].toReversed()) {
    if (all.some(({ id }) => id === meta.id)) continue
    if (!meta.impliedBy?.(factsOf(all, recipe, channels, metas))) continue
    const key = freeKey(
      meta.id,
      all.map((use) => use.key),
    )
    all.push({ id: meta.id, key, values: defaultValues(meta.fields), range: [0, 1] })
  }
  return inOrder(all, metas)
}

/** Sorted by the list of guides; uses of one guide stay in the recipe's order. */
function inOrder(uses: readonly GuideUse[], metas: GuideMetas): GuideUse[] {
  const order = [...metas.keys()]
  return uses.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
}

function factsOf(
  uses: readonly GuideUse[],
  { image, mask, strength, prompt, negativePrompt }: RecipeFacts,
  channels: ChannelFacts,
  metas: GuideMetas,
): RunFacts {
  const used = uses.flatMap(({ id }) => metas.get(id) ?? [])
  return {
    image: image !== undefined,
    mask: mask !== undefined,
    ...(strength !== undefined && { strength }),
    texts: [
      ...[prompt, negativePrompt].filter((text) => text !== undefined),
      ...uses.flatMap(({ id, values }) => promptsIn(metas.get(id)?.fields ?? {}, values)),
    ],
    ...channels,
    has: (role) => used.some((meta) => meta.role === role),
    usesPicture: used.some((meta) => meta.usesPicture),
    inverts: used.some((meta) => meta.inverts),
    usesMask: used.some((meta) => meta.usesMask),
    fillsChannels: used.some((meta) => fills(meta, channels)),
  }
}

/** The texts of `prompt` fields, those of a list's entries too. */
function promptsIn(fields: Fields, values: GuideValues): string[] {
  return Object.entries(fields).flatMap(([id, field]) => {
    const value = values[id] ?? field.default
    if (field.kind === 'list')
      return (value as readonly GuideValues[]).flatMap((item) => promptsIn(field.item, item))
    return field.kind === 'prompt' ? [String(value)] : []
  })
}

const fills = (meta: GuideMeta, { inChannels }: ChannelFacts): boolean =>
  meta.fills?.includes(inChannels) ?? false

/**
 * Checks that the guides of a run fit together, the recipe and the checkpoint.
 * @param uses with the implied ones
 * @param recipe with the sampler that runs, where the recipe leaves it to the checkpoint
 * @throws PalimpsestError in words, of the first thing that does not fit.
 */
export function checkUses(
  uses: readonly GuideUse[],
  recipe: RecipeFacts,
  channels: ChannelFacts,
  metas: GuideMetas,
): void {
  const used = uses.flatMap(({ id }) => metas.get(id) ?? [])
  for (const [at, meta] of used.entries()) {
    if (!meta.many && used.indexOf(meta) !== at)
      throw new PalimpsestError(messages.guideTwice({ guide: meta.id }))
    checkCompany(meta, used)
    checkRequirements(meta, recipe, channels)
    checkSampler(meta, recipe)
  }
  checkChannels(used, channels, metas)
  for (const use of uses) checkFields(use, metas)
}

function checkFields({ id, values }: GuideUse, metas: GuideMetas): void {
  const [empty] = emptyFields(metas.get(id)?.fields ?? {}, values)
  if (!empty) return
  const path = empty.within ? `${empty.within.id}.${empty.within.item}.${empty.id}` : empty.id
  throw new PalimpsestError(messages.settingEmpty({ guide: id, setting: path }))
}

function checkCompany(meta: GuideMeta, used: readonly GuideMeta[]): void {
  for (const other of used) {
    const why = whyApart(meta, other)
    if (why !== undefined)
      throw new PalimpsestError(messages.guidesApart({ first: meta.id, second: other.id, why }))
  }
}

/** Why two guides cannot run together, if they cannot. */
export function whyApart(a: GuideMeta, b: GuideMeta): Message | undefined {
  if (a.id === b.id) return undefined
  if (a.role === 'base' && b.role === 'base') return messages.bothBase()
  return whyExcluded(a, b) ?? whyExcluded(b, a)
}

/** The reason of a guide; its Korean lies with its other texts. */
function whyExcluded({ id, excludes }: GuideMeta, other: GuideMeta): Message | undefined {
  const english = excludes?.[other.id]
  return english === undefined ? undefined : { id: excludesId(id, other.id), values: {}, english }
}

function checkRequirements(
  meta: GuideMeta,
  recipe: RecipeFacts,
  { inChannels, isXl = false }: ChannelFacts,
): void {
  const { image, mask, unetChannels, xl } = meta.requires ?? {}
  if (xl && !isXl) throw new PalimpsestError(messages.needsXl({ guide: meta.id }))
  if (image && recipe.image === undefined)
    throw new PalimpsestError(messages.needsPicture({ guide: meta.id }))
  if (mask && recipe.mask === undefined) throw new PalimpsestError(messages.needsMask({ guide: meta.id }))
  if (unetChannels && !unetChannels.includes(inChannels))
    throw new PalimpsestError(
      messages.needsChannels({
        guide: meta.id,
        wanted: unetChannels.join(' or '),
        channels: inChannels,
        label: meta.label,
      }),
    )
}

function checkSampler(meta: GuideMeta, recipe: RecipeFacts): void {
  const { samplers } = meta.requires ?? {}
  const { scheduler, eta = 0 } = recipe
  if (strays(meta, recipe))
    throw new PalimpsestError(
      eta > 0
        ? messages.strayingByEta({ guide: meta.id, eta })
        : messages.strayingBySampler({ guide: meta.id, sampler: scheduler! }),
    )
  if (samplers && scheduler !== undefined && !samplers.includes(scheduler))
    throw new PalimpsestError(
      messages.notWithSampler({ guide: meta.id, sampler: scheduler, samplers: samplers.join(', ') }),
    )
}

/** Whether it inverts the picture, and the sampler then draws noise that the inversion does not know. */
export const strays = (
  { requires }: GuideMeta,
  { image, scheduler, eta = 0 }: Pick<RecipeFacts, 'image' | 'scheduler' | 'eta'>,
): boolean =>
  requires?.deterministic === true &&
  image !== undefined &&
  drawsNoise({ ...(scheduler && { scheduler }), eta })

function checkChannels(used: readonly GuideMeta[], channels: ChannelFacts, metas: GuideMetas): void {
  const { inChannels, latentChannels } = channels
  if (inChannels === latentChannels || used.some((meta) => fills(meta, channels))) return
  const wanted = [...metas.values()].find((meta) => fills(meta, channels))
  if (wanted) throw new PalimpsestError(messages.channelsOf({ channels: inChannels, guide: wanted.id }))
  throw new PalimpsestError(messages.channelsOfNone({ channels: inChannels, latent: latentChannels }))
}
