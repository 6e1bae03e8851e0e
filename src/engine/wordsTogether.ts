import { guideMetas } from '../../workers/guidance/list'
import type { AddOnEntry } from '../state/jobs'
import type { Draft } from '../state/settings'

/**
 * The first two learned words that a prompt puts into one picture without a region for each: what is learned of one then takes after the
 * other (docs/teaching.md). Undefined where it does not.
 */
export function wordsTogether(
  { addOns, guides, mode, text }: Pick<Draft, 'addOns' | 'guides' | 'mode' | 'text'>,
  open: readonly AddOnEntry[],
): readonly [string, string] | undefined {
  if (guides.some(({ id, enabled }) => enabled && givesPlaces(id))) return undefined
  const used = new Set(addOns.filter(({ enabled }) => enabled).map(({ id }) => id))
  const known = open.filter(({ id }) => used.has(id)).flatMap(({ summary }) => summary?.triggerWords ?? [])
  const [first, second] = [...new Set(known)].filter((word) => text[mode].includes(word))
  return first !== undefined && second !== undefined ? [first, second] : undefined
}

/** Whether a guide gives parts of the picture prompts of their own, and not the one prompt to more than a picture. */
function givesPlaces(id: string): boolean {
  const meta = guideMetas.get(id)
  return meta?.role === 'views' && meta.widens === undefined
}
