// One slider that moves a guide's strength and the part of the steps in which it acts together, for those who do not want to know
// of either. The settings themselves stay what they are: a recipe knows nothing of it.
import type { GuideMeta } from './guideMeta'
import type { GuideUse } from './recipe'

export interface SimpleControl {
  readonly label: string
  /** Which way is which. */
  readonly help: string
  /** The field that it moves; a number or a strength. */
  readonly field: string
  /** The strength and the end of the range at places of the slider, 0 to 1, rising; in between they are mixed. */
  readonly stops: readonly {
    readonly at: number
    readonly strength: number
    readonly end: number
  }[]
}

type Settings = Pick<GuideUse, 'values' | 'range'>

/** The settings at a place of the slider, 0 to 1. */
export function settingsAt({ field, stops }: SimpleControl, { values }: Settings, place: number): Settings {
  const upper = stops.findIndex(({ at }) => at >= place)
  const high = stops[upper] ?? stops.at(-1)
  const low = stops[Math.max(0, upper - 1)] ?? high
  if (!high || !low) return { values, range: [0, 1] }
  const share = high.at === low.at ? 1 : Math.min(1, (place - low.at) / (high.at - low.at))
  const mix = (from: number, to: number) => Math.round((from + (to - from) * share) * 100) / 100
  return {
    values: { ...values, [field]: mix(low.strength, high.strength) },
    range: [0, mix(low.end, high.end)],
  }
}

/** How far settings may lie from the slider's own and still be its. */
const near = 0.011

/** The place of the slider that gives these settings; undefined where they were set by hand. */
export function placeOfSettings(
  control: SimpleControl,
  meta: Pick<GuideMeta, 'fields'>,
  { values, range }: Settings,
): number | undefined {
  const field = meta.fields[control.field]
  const strength = values[control.field] ?? field?.default
  if (typeof strength !== 'number' || range[0] !== 0) return undefined
  const places = Array.from({ length: 101 }, (_, percent) => {
    const at = settingsAt(control, { values, range }, percent / 100)
    const off = Math.max(
      Math.abs(range[1] - at.range[1]),
      Math.abs(strength - Number(at.values[control.field])),
    )
    return { place: percent / 100, off }
  })
  const [best] = places.toSorted((a, b) => a.off - b.off)
  return best && best.off < near ? best.place : undefined
}
