// A document and its gallery as plain JSON: in project files and in saved work. Everything is checked when it comes back.
import * as v from 'valibot'
import { PalimpsestError } from '../../shared/errors'
import type { Message } from '../../shared/message'
import { messages as sharedMessages } from '../../shared/messages'
import { misfitOf } from '../../shared/misfit'
import { checkPictureSize } from '../../shared/pictureLimits'
import { usableFields } from '../../shared/unusedFields'
import type { BitmapId } from '../../state/bitmapTable'
import { emptyDocument, type Candidate, type DocumentState, type Layer } from '../../state/document'
import type { GalleryResult } from '../../state/gallery'
import { messages } from '../messages'
import {
  candidateReaders,
  documentReaders,
  layerReaders,
  nameSchema,
  resultReaders,
  sizeSchema,
} from './documentReaders'

// What nothing is shown without; the rest has readers (`documentReaders`).
const named = v.looseObject({ id: nameSchema, bitmap: nameSchema })
const schema = v.looseObject({
  width: sizeSchema,
  height: sizeSchema,
  layers: v.pipe(v.array(named), v.maxLength(1000)),
  activeLayer: v.optional(nameSchema),
  candidates: v.optional(v.pipe(v.array(named), v.maxLength(10_000)), []),
})
const gallerySchema = v.pipe(v.array(named), v.maxLength(100_000))

const refused = (problem: Message) => new PalimpsestError(messages.documentMisfit({ problem }))

/**
 * Checks a document that comes from outside. What another version saved in it stays, recipes too: only running one asks whether it fits.
 * @param channelsOf of a bitmap, where they are known: a layer of a kind that is not known is shown as what its pixels are
 * @throws PalimpsestError('project') or ('image') naming what it cannot do without.
 */
export function parseDocument(
  json: unknown,
  channelsOf: (bitmap: BitmapId) => 1 | 4 | undefined = () => undefined,
): DocumentState {
  const result = v.safeParse(schema, json)
  if (!result.success) {
    const issue = result.issues[0]
    const [path, misfit] = [v.getDotPath(issue), misfitOf(issue)]
    throw refused(
      path === null ? messages.wholeDocument({ misfit }) : messages.documentSetting({ path, misfit }),
    )
  }
  const { layers, candidates, activeLayer, width, height } = result.output
  checkPictureSize(width, height, sharedMessages.savedDocument())
  const ids = layers.map(({ id }) => id)
  if (new Set(ids).size < ids.length) throw refused(messages.layersOfOneId())
  if (activeLayer !== undefined && !ids.includes(activeLayer)) throw refused(messages.noActiveLayer())
  const whole = { left: 0, top: 0, width, height }
  return {
    ...usableFields(json, { ...emptyDocument, width, height }, documentReaders),
    activeLayer,
    layers: layers.map((layer) => {
      const bitmap = layer.bitmap as BitmapId
      const kind = channelsOf(bitmap) === 1 ? 'mask' : 'image'
      const usual = { id: layer.id, kind, name: '', bitmap, visible: true, opacity: 1, x: 0, y: 0 } as const
      return usableFields<Layer>(layer, usual, layerReaders)
    }),
    candidates: candidates.map((candidate) => {
      const { id } = candidate
      const bitmap = candidate.bitmap as BitmapId
      const usual = { id, bitmap, place: whole, recipe: undefined, seconds: 0, notes: [] }
      return usableFields<Candidate>(candidate, usual, candidateReaders)
    }),
  }
}

/**
 * Checks a gallery that comes from outside; what was saved before there were galleries has none.
 * @throws PalimpsestError('project') naming what it cannot do without.
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
  return result.output.map((saved) => {
    const { id } = saved
    const bitmap = saved.bitmap as BitmapId
    const usual = { id, bitmap, recipe: undefined, seconds: 0, notes: [], madeAt: 0 }
    return usableFields<GalleryResult>(saved, usual, resultReaders)
  })
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
