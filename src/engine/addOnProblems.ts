// What stands between the panel's add-ons and a run, in words: a mask that is gone or empty.
import { coversAnything } from '../canvas/composePicture'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { BitmapTable } from '../state/bitmapTable'
import type { DocumentState } from '../state/document'
import type { AddOnCard, Draft } from '../state/settings'
import { text } from '../strings/text'
import type { Language } from '../strings/translation'
import { actingAddOns } from './draftAddOns'

interface ProblemInputs {
  readonly draft: Draft
  readonly checkpoint: CheckpointSummary
  readonly document: Pick<DocumentState, 'layers'>
  readonly bitmaps: BitmapTable
  readonly language: Language
}

/** What is wrong with each add-on that acts, by its id. */
export const addOnProblems = (inputs: ProblemInputs): ReadonlyMap<string, string> =>
  new Map(
    actingAddOns(inputs.draft, inputs.checkpoint).flatMap((card) => {
      const problem = problemOf(card, inputs)
      return problem === undefined ? [] : [[card.id, problem] as const]
    }),
  )

function problemOf(
  { id, mask }: AddOnCard,
  { document, bitmaps, language }: ProblemInputs,
): string | undefined {
  if (mask === undefined) return undefined
  const values = { guide: id, field: text(language, 'guide.where') }
  const layer = document.layers.find((each) => each.id === mask)
  if (!layer) return text(language, 'guide.layerGone', values)
  if (coversAnything(layer, bitmaps)) return undefined
  return text(language, 'guide.maskEmpty', { ...values, name: layer.name || text(language, 'layers.mask') })
}
