// A card's picture whose proportions are not the result's.
import { sameShape } from '../canvas/kernels/sameShape'
import type { GuideMeta } from '../shared/guideMeta'
import type { BitmapTable } from '../state/bitmapTable'
import type { DocumentState } from '../state/document'
import type { GuideCard } from '../state/settings'
import { guideText } from '../strings/guideText'
import { text } from '../strings/text'
import type { Language } from '../strings/translation'

interface ShapeInputs {
  readonly document: Pick<DocumentState, 'width' | 'height' | 'layers'>
  readonly bitmaps: BitmapTable
  /** Of the result. */
  readonly size: { readonly width: number; readonly height: number }
  readonly language: Language
}

/** Says of the first such picture which setting brings it to shape, and how it does so now. */
export function otherShape(
  card: Pick<GuideCard, 'values'>,
  meta: GuideMeta,
  { document, bitmaps, size, language }: ShapeInputs,
): string | undefined {
  const texts = guideText(language, meta)
  for (const [id, field] of Object.entries(meta.fields)) {
    const fit = field.kind === 'picture' && field.fitBy !== undefined && meta.fields[field.fitBy]
    const layer = document.layers.find((one) => one.id === card.values[id])
    if (field.kind !== 'picture' || !fit || fit.kind !== 'choice' || !layer) continue
    const own = bitmaps.get(layer.bitmap)
    // Any other layer is taken as the canvas shows it.
    const picture = layer.forGuides && !sameShape(own, document) ? own : document
    if (sameShape(picture, size)) continue
    const worded = texts.field(field.fitBy!, fit)
    const chosen = String(card.values[field.fitBy!])
    return text(language, 'guide.otherShape', {
      name: layer.name || text(language, `layers.${layer.kind}`),
      width: size.width,
      height: size.height,
      field: worded.label,
      choice: (worded.kind === 'choice' && worded.optionLabels?.[chosen]) || chosen,
    })
  }
  return undefined
}
