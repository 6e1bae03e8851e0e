// Saved work that came back: what of it this version can use, and what it keeps as it was.
import type { TiledBitmap } from '../../canvas/kernels/tiledBitmap'
import type { BitmapId } from '../../state/bitmapTable'
import type { DocumentState } from '../../state/document'
import type { SavedSeries } from '../../state/series'
import { bitmapKinds, parseDocument, parseGallery } from '../project/documentJson'
import { parseQueue } from './parseQueue'
import { parseSeries } from './parseSeries'
import { incomplete, type Work } from './savedWork'
import { namedBitmaps } from './saveWork'

/** @throws PalimpsestError('project') when a document or the gallery names a bitmap that is not there, or is of the other kind. */
function requireBitmaps(work: Work, bitmaps: ReadonlyMap<BitmapId, TiledBitmap>): void {
  for (const document of new Set([work.document, ...work.steps.flatMap((step) => [step.before, step.after])]))
    for (const [id, channels] of bitmapKinds(document, work.gallery ?? []))
      if (bitmaps.get(id)?.channels !== channels) throw incomplete()
}

/**
 * The work as this version can use it. Documents that steps share stay shared.
 * @throws PalimpsestError('project') or ('image') when something is not there without which it cannot be shown.
 */
export function readWork(
  {
    document,
    steps,
    position,
    gallery,
    queue,
    seriesBeside,
    series = seriesBeside as SavedSeries,
    ...others
  }: Work,
  bitmaps: ReadonlyMap<BitmapId, TiledBitmap>,
): Work {
  const checked = new Map<DocumentState, DocumentState>()
  const check = (document: DocumentState) => {
    const known = checked.get(document)
    if (known) return known
    const fresh = isEmpty(document)
      ? document
      : parseDocument(document, (bitmap) => bitmaps.get(bitmap)?.channels)
    checked.set(document, fresh)
    return fresh
  }
  const { edits, unusable } = parseQueue(queue, bitmaps)
  const readSeries = parseSeries(series, bitmaps)
  const usable: Work = {
    document: check(document),
    steps: steps.map((step) => ({ ...step, before: check(step.before), after: check(step.after) })),
    position: Math.min(steps.length, Math.max(0, position)),
    gallery: parseGallery(gallery),
    queue: edits,
    ...(typeof readSeries === 'object' && { series: readSeries }),
  }
  const leftSeries = readSeries === 'unusable' ? series : series === seriesBeside ? undefined : seriesBeside
  const left = { queue: unusable, others, ...(leftSeries !== undefined && { series: leftSeries }) }
  requireBitmaps(usable, bitmaps)
  if (unusable.length === 0 && leftSeries === undefined && Object.keys(others).length === 0) return usable
  const named = new Set(namedBitmaps(usable))
  const beside = [...bitmaps.keys()].filter((id) => !named.has(id))
  return { ...usable, unusable: { ...left, bitmaps: beside } }
}

/** Before the first picture is opened. */
const isEmpty = ({ width, layers, candidates }: DocumentState) =>
  width === 0 && layers.length === 0 && candidates.length === 0
