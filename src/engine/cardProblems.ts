// What stands between the panel's guides and a run, in words, each by its card: nothing that can be known before Run is refused
// only after it.
import { coversAnything } from '../canvas/composePicture'
import { isOneColour } from '../canvas/kernels/oneColour'
import { emptyFields, type EmptyField } from '../shared/emptyFields'
import type { Field, GuideValues } from '../shared/guideFields'
import type { GuideMeta } from '../shared/guideMeta'
import { strays, whyApart } from '../shared/guidePlan'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { BitmapTable } from '../state/bitmapTable'
import type { DocumentState } from '../state/document'
import type { JobsState } from '../state/jobs'
import type { Draft, GuideCard } from '../state/settings'
import { guideText } from '../strings/guideText'
import { text, type TextKey, type TextValues } from '../strings/text'
import type { Language } from '../strings/translation'
import { worded } from '../strings/worded'
import { actingCards } from './guideCards'
import { goneWords, nameOf } from './chosenWords'
import { misfitOf, traitsOf } from './fitsCheckpoint'
import { namedLayers } from './namedLayers'
import { metasOf, plannedRecipe, type EditInputs } from './plannedGuides'
import { samplerOf } from './samplerOf'
import { schedulerNames } from './schedulerNames'

interface ProblemInputs extends EditInputs {
  readonly draft: Draft
  readonly checkpoint: CheckpointSummary
  readonly document: Pick<DocumentState, 'layers'>
  readonly bitmaps: BitmapTable
  /** That the person opened. */
  readonly networks: JobsState['networks']
  readonly language: Language
}

/** The first thing that is wrong with each card, by its key; cards that are switched off have nothing wrong. */
export function cardProblems(inputs: ProblemInputs): ReadonlyMap<string, string> {
  const { draft, checkpoint } = inputs
  const planned = metasOf(plannedRecipe(draft, checkpoint, inputs))
  return new Map(
    actingCards(draft, checkpoint).flatMap(({ card, meta }) => {
      const problem = problemOf(card, meta, planned, inputs)
      return problem === undefined ? [] : [[card.key, problem] as const]
    }),
  )
}

function problemOf(
  card: GuideCard,
  meta: GuideMeta,
  planned: readonly GuideMeta[],
  inputs: ProblemInputs,
): string | undefined {
  const { draft, checkpoint, picture, masked, language } = inputs
  const { label: guide } = guideText(language, meta)
  const say = (key: TextKey, values: TextValues = {}) => text(language, key, { guide, ...values })
  const other = planned.find((one) => whyApart(meta, one) !== undefined)
  if (other) return apartText(language, meta, other)
  if (meta.requires?.mask && !masked) return say('guide.needsMask')
  const sampler = samplerOf(draft, checkpoint)
  const samplers = meta.requires?.samplers
  if (samplers && sampler && !samplers.includes(sampler))
    return say('guide.needsSampler', {
      scheduler: schedulerNames[sampler],
      others: samplers.map((id) => schedulerNames[id]).join(', '),
    })
  if (sampler && strays(meta, { ...(picture && { image: 'picture' }), scheduler: sampler, eta: draft.eta }))
    return draft.eta > 0
      ? say('guide.straysByEta', { eta: draft.eta })
      : say('guide.straysBySampler', { scheduler: schedulerNames[sampler] })
  const [empty] = emptyFields(meta.fields, card.values)
  if (empty) return emptyText(language, meta, empty)
  return (
    networkProblem(card, meta, inputs) ??
    layerProblem(card, meta, inputs) ??
    wordProblem(card, meta, inputs) ??
    leftOutProblem(card, meta, language)
  )
}

/** Why two guides cannot run together, in a whole sentence. */
export function apartText(language: Language, meta: GuideMeta, other: GuideMeta): string {
  const [one, two] = [guideText(language, meta), guideText(language, other)]
  const apart = whyApart(meta, other)
  const why = apart ? worded(language, apart) : ''
  return text(language, 'guide.apart', { guide: one.label, other: two.label, why })
}

/** What is to be done about an empty field, by its kind. */
const lacks: ReadonlyMap<Field['kind'], 'unwritten' | 'undrawn' | 'unpainted'> = new Map([
  ['text', 'unwritten'],
  ['prompt', 'unwritten'],
  ['picture', 'undrawn'],
  ['mask', 'unpainted'],
])

function emptyText(language: Language, meta: GuideMeta, { id, field, within }: EmptyField): string {
  const { label: guide, field: worded } = guideText(language, meta)
  const lack = lacks.get(field.kind) ?? 'unchosen'
  if (!within) return text(language, `guide.${lack}`, { guide, field: worded(id, field).label })
  const list = worded(within.id, within.list)
  if (list.kind !== 'list') throw new RangeError(`The field "${within.id}" is no list in another language.`)
  return text(language, `guide.${lack}InList`, {
    guide,
    item: list.itemLabel,
    number: within.item + 1,
    field: list.item[id]?.label ?? field.label,
  })
}

/** A network that could not be opened, is one for something else, or goes with other checkpoints only; its field says why. */
function networkProblem(
  card: GuideCard,
  meta: GuideMeta,
  { checkpoint, networks, language }: ProblemInputs,
): string | undefined {
  const { label: guide } = guideText(language, meta)
  for (const [id, field] of Object.entries(meta.fields)) {
    if (field.kind !== 'network') continue
    const network = String(card.values[id] ?? '')
    const entry = networks.find((one) => one.id === network)
    const values = { guide, network, field: wordedLabel(language, meta, field) }
    if (entry?.error) return text(language, 'guide.networkFailed', values)
    const kind = entry?.summary?.kind
    if (kind !== undefined && kind !== field.network)
      return text(language, 'guide.networkOtherKind', { ...values, is: kind, wanted: field.network })
    const traits = traitsOf(network, networks)
    if (!traits || !misfitOf(traits, checkpoint)) continue
    return text(language, 'guide.networkMisfit', { guide, network, checkpoint: checkpoint.id })
  }
  return undefined
}

function layerProblem(
  card: GuideCard,
  meta: GuideMeta,
  { document, bitmaps, language }: ProblemInputs,
): string | undefined {
  const { label: guide } = guideText(language, meta)
  for (const { layer: id, field } of namedLayers(card)) {
    const layer = document.layers.find((each) => each.id === id)
    const values = {
      guide,
      field: field ? wordedLabel(language, meta, field) : text(language, 'guide.where'),
    }
    if (!layer) return text(language, 'guide.layerGone', values)
    if (layer.kind === 'mask' && !coversAnything(layer, bitmaps))
      return text(language, 'guide.maskEmpty', {
        ...values,
        name: layer.name || text(language, 'layers.mask'),
      })
    if (layer.kind === 'sketch' && isOneColour(bitmaps.get(layer.bitmap)))
      return text(language, 'guide.sketchEmpty', {
        ...values,
        name: layer.name || text(language, 'layers.sketch'),
      })
  }
  return undefined
}

/** The label of a field, or of a list's field, in the language. */
function wordedLabel(language: Language, meta: GuideMeta, field: Field): string {
  const { field: worded } = guideText(language, meta)
  for (const [id, one] of Object.entries(meta.fields)) {
    if (one === field) return worded(id, one).label
    const list = worded(id, one)
    if (one.kind !== 'list' || list.kind !== 'list') continue
    const found = Object.entries(one.item).find(([, item]) => item === field)
    if (found) return list.item[found[0]]?.label ?? field.label
  }
  return field.label
}

/** A chosen word that the prompt does not have any more, or not so often. */
function wordProblem(
  card: GuideCard,
  meta: GuideMeta,
  { draft, language }: ProblemInputs,
): string | undefined {
  for (const [id, { kind }] of Object.entries(meta.fields)) {
    if (kind !== 'words') continue
    const [gone] = goneWords(draft, card.values[id] as readonly string[])
    const { label: guide } = guideText(language, meta)
    if (gone !== undefined) return text(language, 'guide.wordGone', { guide, word: nameOf(gone) })
  }
  return undefined
}

/** An item of a list that should say more than another of its texts, and leaves out a word of that. A part of a word counts as one. */
function leftOutProblem(card: GuideCard, meta: GuideMeta, language: Language): string | undefined {
  const { label: guide, field: worded } = guideText(language, meta)
  for (const [id, list] of Object.entries(meta.fields)) {
    if (list.kind !== 'list') continue
    const items = card.values[id] as readonly GuideValues[]
    for (const [own, field] of Object.entries(list.item))
      for (const [at, item] of items.entries()) {
        if (field.kind !== 'text' || field.saysMoreThan === undefined) continue
        const said = String(item[own]).toLowerCase()
        const words =
          String(item[field.saysMoreThan])
            .toLowerCase()
            .match(/[\p{L}\p{N}]+/gu) ?? []
        const word = words.find((one) => !['a', 'an'].includes(one) && !said.includes(one))
        const texts = worded(id, list)
        if (word === undefined || texts.kind !== 'list') continue
        return text(language, 'guide.wordLeftOut', {
          guide,
          item: texts.itemLabel,
          number: at + 1,
          word,
          field: texts.item[own]?.label ?? field.label,
          other: texts.item[field.saysMoreThan]?.label ?? '',
        })
      }
  }
  return undefined
}
