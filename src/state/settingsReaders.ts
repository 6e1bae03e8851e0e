// What of stored settings this version can use: each field's kind and range.
import { maskOperations } from '../canvas/kernels/combineMasks'
import { lessonKinds } from '../shared/lessonKinds'
import {
  enlargeFactors,
  mostFeather,
  mostSteps,
  schedulerIds,
  sigmaSpacings,
  sizeLimits,
} from '../shared/recipe'
import {
  aBoolean,
  aNumber,
  aText,
  fieldsOf,
  fits,
  isNumber,
  listOf,
  oneOf,
  usableFields,
  type Readers,
} from '../shared/unusedFields'
import { isRecord } from '../shared/isRecord'
import { languages } from '../strings/translation'
import {
  exportedMetadata,
  mostCandidates,
  type AddOnCard,
  type Draft,
  type GuideCard,
  type MeasuredCost,
  type RememberedValues,
  type SettingsState,
  type ToolSettings,
} from './settings'

const aWhole = (least: number, most: number) =>
  fits<number>((value) => Number.isInteger(value) && isNumber(value, least, most))

const isRange = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every((end) => isNumber(end, 0, 1)) &&
  (value[0] as number) < (value[1] as number)

export const cardReaders: Readers<GuideCard> = {
  id: aText,
  key: aText,
  values: fits(isRecord),
  range: fits(isRange),
  mask: aText,
  enabled: aBoolean,
  folded: aBoolean,
}

/** A card as it was stored; one that was stored before cards had keys is the only one of its guide. */
function storedCard(saved: unknown): GuideCard | undefined {
  if (!isRecord(saved) || typeof saved['id'] !== 'string') return undefined
  const { id } = saved
  return usableFields(saved, { id, key: id, values: {}, range: [0, 1], enabled: false }, cardReaders)
}

/** Cards that were saved elsewhere than in the panel; undefined where they are no list. */
export const storedCards = (saved: unknown): readonly GuideCard[] | undefined =>
  Array.isArray(saved) ? saved.flatMap((one: unknown) => storedCard(one) ?? []) : undefined

const isStrength = (value: unknown): boolean =>
  isNumber(value, -4, 4) ||
  (isRecord(value) && isNumber(value['unet'], -4, 4) && isNumber(value['textEncoder'], -4, 4))

export const addOnReaders: Readers<AddOnCard> = {
  id: aText,
  hash: aText,
  strength: fits(isStrength),
  mask: aText,
  enabled: aBoolean,
  needs: fits(isRecord),
}

const storedAddOn = (saved: unknown): AddOnCard | undefined =>
  isRecord(saved) && typeof saved['id'] === 'string'
    ? usableFields(saved, { id: saved['id'], enabled: false }, addOnReaders)
    : undefined

export const draftReaders: Readers<Draft> = {
  mode: oneOf('edit', 'generate'),
  text: fieldsOf({ edit: aText, generate: aText }),
  checkpoint: fieldsOf({ edit: aText, generate: aText }),
  negativePrompt: aText,
  seed: aWhole(0, Number.MAX_SAFE_INTEGER),
  seedLocked: aBoolean,
  steps: aWhole(1, mostSteps),
  pace: oneOf('suited', 'own'),
  size: fieldsOf({ width: aWhole(0, sizeLimits.most), height: aWhole(0, sizeLimits.most) }),
  enlarge: oneOf(0, 1, ...enlargeFactors),
  scheduler: oneOf('checkpoint', ...schedulerIds),
  sigmas: oneOf('checkpoint', ...sigmaSpacings),
  eta: aNumber(0, 1),
  clipSkip: aWhole(0, 11),
  candidates: aWhole(1, mostCandidates),
  strength: aNumber(0, 1),
  feather: aNumber(0, mostFeather),
  keepUnchanged: aBoolean,
  upscaler: aText,
  guides: listOf(storedCard),
  addOns: listOf(storedAddOn),
}

const tools: Readers<ToolSettings> = {
  brushSize: aNumber(1, 10_000),
  hardness: aNumber(0, 1),
  pressure: aBoolean,
  penSize: aNumber(1, 10_000),
  colour: aText,
  wandTolerance: aNumber(0, 255),
  wandBy: oneOf('colour', 'thing'),
  growPixels: aNumber(1, 10_000),
  joining: oneOf(...maskOperations),
}

const remembered = (saved: unknown): RememberedValues | undefined =>
  isRecord(saved) &&
  typeof saved['guide'] === 'string' &&
  typeof saved['name'] === 'string' &&
  isRecord(saved['values'])
    ? (saved as unknown as RememberedValues)
    : undefined

const isReckoned = (saved: unknown): boolean =>
  isRecord(saved) && isNumber(saved['passes'], 1, Infinity) && isNumber(saved['optimiser'], 0, Infinity)

const cost = (saved: unknown): MeasuredCost | undefined =>
  isRecord(saved) &&
  ['device', 'checkpoint', 'guides'].every((name) => typeof saved[name] === 'string') &&
  ['pixels', 'step'].every((name) => isNumber(saved[name], 0, Infinity)) &&
  (saved['teaches'] === undefined || (lessonKinds as readonly unknown[]).includes(saved['teaches'])) &&
  (saved['reckoned'] === undefined || isReckoned(saved['reckoned']))
    ? (saved as unknown as MeasuredCost)
    : undefined

export const settingsReaders: Readers<SettingsState> = {
  theme: oneOf('system', 'dark', 'light'),
  language: oneOf(...languages.map(({ id }) => id)),
  backend: oneOf('auto', 'webgpu', 'wasm'),
  previews: aBoolean,
  metadata: oneOf(...exportedMetadata),
  tourOffered: aBoolean,
  hubToken: aText,
  seenBy: fieldsOf({ things: aText, subject: aText }),
  writtenBy: fieldsOf({ captions: aText, sentences: aText }),
  undoMegabytes: aNumber(0, 1_000_000),
  tools: fieldsOf(tools),
  draft: fieldsOf(draftReaders),
  prompts: listOf((saved) => (typeof saved === 'string' ? saved : undefined)),
  remembered: listOf(remembered),
  costs: listOf(cost),
}
