// A recipe's add-ons, with what each of them is.
import { PalimpsestError } from '../shared/errors'
import type { Message } from '../shared/message'
import type { AddOnSummary } from '../shared/protocol/summaries'
import type { AddOnStrengths, Recipe } from '../shared/recipe'
import { messages } from './messages'

/** What is known of an add-on, as `AddOnSummary` has it. */
export type KnownAddOn = Pick<AddOnSummary, 'kind' | 'triggerWords' | 'forms' | 'hasWords'>

export type KnownAddOns = Readonly<Record<string, KnownAddOn>>

export interface UsedAddOn extends KnownAddOn {
  readonly id: string
  readonly strength: AddOnStrengths
}

/**
 * Those that the other program is to use, in their order, and what is to be said of the others.
 * @throws PalimpsestError('recipe') for a LoRA with words in its file, which none reads
 */
export function usedAddOns(
  { addOns = [] }: Recipe,
  known: KnownAddOns,
): { readonly used: readonly UsedAddOn[]; readonly said: readonly Message[] } {
  const all = addOns.map(({ id, strength = 1 }): UsedAddOn => {
    const each = typeof strength === 'number' ? { unet: strength, textEncoder: strength } : strength
    return { ...(known[id] ?? { kind: 'lora', triggerWords: [] }), id, strength: each }
  })
  const bundle = all.find(({ hasWords }) => hasWords)
  if (bundle) throw new PalimpsestError(messages.wordsInside({ addOn: bundle.id }))
  return {
    used: all.filter(({ kind }) => kind !== 'preview-decoder'),
    said: all.flatMap(({ id: addOn, kind }) => {
      if (kind === 'preview-decoder') return [messages.forPreviews({ addOn })]
      return known[addOn] ? [] : [messages.takenForLora({ addOn })]
    }),
  }
}
