// Where a run that begins from a picture joins the schedule, as diffusers counts.

/** What diffusers takes where a recipe says nothing. */
export const usualStrength = 0.8

/** The first entry of `steps` that is run: the last floor(steps x strength) are. */
export const startFor = (strength: number, steps: number): number =>
  Math.max(steps - Math.min(Math.floor(steps * strength), steps), 0)

/** The entry of a schedule at which a strength begins; at strength 0, behind the last one. */
export function entryFor(
  strength: number,
  { steps, entries, runsPerStep }: Readonly<Record<'steps' | 'entries' | 'runsPerStep', number>>,
): number {
  const start = startFor(strength, steps)
  return start < steps ? start * runsPerStep : entries
}
