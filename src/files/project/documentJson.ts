// A document and its gallery as plain JSON: in project files and in saved work. Everything is checked when it comes back.
import * as v from 'valibot'
import { PalimpsestError } from '../../shared/errors'
import { isNote, type Message, type Note } from '../../shared/message'
import { messages as sharedMessages } from '../../shared/messages'
import { misfitOf } from '../../shared/misfit'
import { checkPictureSize } from '../../shared/pictureLimits'
import type { Basis, BasisLayer } from '../../state/basis'
import type { BitmapId } from '../../state/bitmapTable'
import type { Candidate, DocumentState, Layer } from '../../state/document'
import type { GalleryResult } from '../../state/gallery'
import { messages } from '../messages'

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const whole = v.pipe(v.number(), v.integer())
const size = v.pipe(whole, v.minValue(1), v.maxValue(100_000))
const place = v.pipe(v.number(), v.minValue(-1_000_000), v.maxValue(1_000_000))

// A field that the state gets and these forget does not compile.
type EntriesOf<State> = Record<keyof State, v.GenericSchema>

const opacity = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
export const basisSchema = v.optional(
  v.pipe(
    v.array(v.strictObject({ bitmap: name, opacity, x: place, y: place } satisfies EntriesOf<BasisLayer>)),
    v.maxLength(1000),
  ),
)

const layer = v.strictObject({
  id: name,
  kind: v.picklist(['image', 'result', 'sketch', 'mask']),
  name: v.pipe(v.string(), v.maxLength(1000)),
  bitmap: name,
  visible: v.boolean(),
  opacity,
  x: place,
  y: place,
  forGuides: v.optional(v.literal(true)),
  bundled: v.optional(v.literal(true)),
  recipe: v.optional(v.unknown()),
  basis: basisSchema,
} satisfies EntriesOf<Layer>)

const notes = v.array(v.custom<Note>(isNote))

const candidate = v.strictObject({
  id: name,
  bitmap: name,
  place: v.strictObject({ left: place, top: place, width: size, height: size }),
  recipe: v.unknown(),
  seconds: v.pipe(v.number(), v.minValue(0)),
  notes,
  basis: basisSchema,
  replaces: v.optional(name),
} satisfies EntriesOf<Candidate>)

const galleryResult = v.strictObject({
  id: name,
  bitmap: name,
  recipe: v.unknown(),
  seconds: v.pipe(v.number(), v.minValue(0)),
  notes,
  madeAt: v.pipe(v.number(), v.minValue(0)),
} satisfies EntriesOf<GalleryResult>)

const gallerySchema = v.pipe(v.array(galleryResult), v.maxLength(100_000))

const schema = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(1000)),
  width: size,
  height: size,
  layers: v.pipe(v.array(layer), v.maxLength(1000)),
  activeLayer: v.optional(name),
  candidates: v.pipe(v.array(candidate), v.maxLength(10_000)),
  // Documents were saved without it before there was a gallery, and project files need none.
  deletedResults: v.optional(v.pipe(v.array(name), v.maxLength(100_000)), []),
} satisfies EntriesOf<DocumentState>)

const refused = (problem: Message) => new PalimpsestError(messages.documentMisfit({ problem }))

export const namedBasis = (
  layers: readonly (Omit<BasisLayer, 'bitmap'> & { readonly bitmap: string })[],
): Basis => layers.map((layer) => ({ ...layer, bitmap: layer.bitmap as BitmapId }))

/**
 * Checks a document that comes from outside. Its recipes stay as they are: only running one asks whether it fits.
 * @throws PalimpsestError('project') or ('image') naming what does not fit.
 */
export function parseDocument(json: unknown): DocumentState {
  const result = v.safeParse(schema, json)
  if (!result.success) {
    const issue = result.issues[0]
    const [path, misfit] = [v.getDotPath(issue), misfitOf(issue)]
    throw refused(
      path === null ? messages.wholeDocument({ misfit }) : messages.documentSetting({ path, misfit }),
    )
  }
  const { layers, candidates, activeLayer, ...rest } = result.output
  checkPictureSize(rest.width, rest.height, sharedMessages.savedDocument())
  const ids = layers.map(({ id }) => id)
  if (new Set(ids).size < ids.length) throw refused(messages.layersOfOneId())
  if (activeLayer !== undefined && !ids.includes(activeLayer)) throw refused(messages.noActiveLayer())
  return {
    ...rest,
    activeLayer,
    layers: layers.map(({ bitmap, forGuides, bundled, basis, ...layer }): Layer => ({
      ...layer,
      ...(forGuides && { forGuides }),
      ...(bundled && { bundled }),
      ...(basis && { basis: namedBasis(basis) }),
      bitmap: bitmap as BitmapId,
    })),
    candidates: candidates.map(({ bitmap, basis, replaces, ...candidate }): Candidate => ({
      ...candidate,
      ...(basis && { basis: namedBasis(basis) }),
      ...(replaces !== undefined && { replaces }),
      bitmap: bitmap as BitmapId,
    })),
  }
}

/**
 * Checks a gallery that comes from outside; what was saved before there were galleries has none.
 * @throws PalimpsestError('project') naming what does not fit.
 */
export function parseGallery(json: unknown): GalleryResult[] {
  if (json === undefined) return []
  const result = v.safeParse(gallerySchema, json)
  if (!result.success) {
    const issue = result.issues[0]
    throw refused(messages.gallerySetting({ path: v.getDotPath(issue) ?? '', misfit: misfitOf(issue) }))
  }
  const ids = result.output.map(({ id }) => id)
  if (new Set(ids).size < ids.length) throw refused(messages.resultsOfOneId())
  return result.output.map(({ bitmap, ...rest }) => ({ ...rest, bitmap: bitmap as BitmapId }))
}

/** What kind of bitmap a document and its gallery mean by each name: 1 channel for masks, 4 for pictures. */
export function bitmapKinds(
  { layers, candidates }: DocumentState,
  gallery: readonly GalleryResult[],
): ReadonlyMap<BitmapId, 1 | 4> {
  const kinds = new Map<BitmapId, 1 | 4>()
  for (const { bitmap, kind } of layers) {
    const channels = kind === 'mask' ? 1 : 4
    if ((kinds.get(bitmap) ?? channels) !== channels) throw refused(messages.pictureAndMask())
    kinds.set(bitmap, channels)
  }
  for (const { bitmap } of [...candidates, ...gallery]) {
    if (kinds.get(bitmap) === 1) throw refused(messages.resultAndMask())
    kinds.set(bitmap, 4)
  }
  return kinds
}

/**
 * The document with other names for its bitmaps.
 * @param names of every bitmap of its layers and candidates. What an edit was of may be gone: it keeps its name.
 */
export function renameBitmaps(
  document: DocumentState,
  names: ReadonlyMap<BitmapId, BitmapId>,
): DocumentState {
  const renamed = <T extends Pick<Layer, 'bitmap' | 'basis'>>(each: T): T => ({
    ...each,
    bitmap: names.get(each.bitmap) as BitmapId,
    ...(each.basis && {
      basis: each.basis.map((part) => ({ ...part, bitmap: names.get(part.bitmap) ?? part.bitmap })),
    }),
  })
  return {
    ...document,
    layers: document.layers.map(renamed),
    candidates: document.candidates.map(renamed),
  }
}
