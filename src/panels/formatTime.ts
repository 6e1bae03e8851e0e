import type { TextKey, TextValues } from '../strings/text'

/** "40 s", "3 min"; "20–80 s" where it is told roughly. */
export function formatTime(
  t: (key: TextKey, values?: TextValues) => string,
  seconds: number,
  rough = false,
): string {
  const [least, most] = rough ? [seconds / 2, seconds * 2] : [seconds, seconds]
  const [unit, length] =
    most < 90 ? (['s', 1] as const) : most < 90 * 60 ? (['min', 60] as const) : (['h', 3600] as const)
  const [from, to] = [least, most].map((time) => Math.max(1, Math.round(time / length)))
  return t(`run.time.${unit}`, { count: from === to ? String(to) : `${from}–${to}` })
}
