// What a key event means, on whatever layout: looked up by its character first, by its place only where the character is no key of ours.

/** What of a KeyboardEvent says which keys are meant. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

export const isMac = (): boolean => /Mac|iPad|iPhone/.test(navigator.userAgent)

/** Ctrl, or Command on a Mac, where Ctrl belongs to the text fields and the system. */
export const holdsMod = (press: KeyPress, isMac: boolean): boolean =>
  isMac ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey && !isAltGraph(press)

/** Windows reports AltGr as Ctrl and Alt together: it makes a character. */
const isAltGraph = ({ key, ctrlKey, altKey }: KeyPress) => ctrlKey && altKey && key.length === 1

/**
 * The combinations that an event may stand for, in the table's writing ("Mod+Shift+Z", "B", "["), the likeliest first; none where it
 * holds a modifier that is not ours.
 */
export function combinationsOf(press: KeyPress, isMac: boolean): readonly string[] {
  const mod = holdsMod(press, isMac)
  const makesCharacter = isAltGraph(press) || (isMac && press.altKey && press.key.length === 1)
  if (!mod && (press.ctrlKey || press.metaKey) && !isAltGraph(press)) return []
  const prefix = `${mod ? 'Mod+' : ''}${press.altKey && !makesCharacter ? 'Alt+' : ''}`
  return [...new Set(namesOf(press).flatMap((name) => withShift(name, press.shiftKey)))].map(
    (name) => prefix + name,
  )
}

/** "?" is Shift and another key on most layouts: what Shift makes counts with and without it. */
function withShift(name: string, shifted: boolean): string[] {
  if (!shifted) return [name]
  const isMade = name.length === 1 && !/^[A-Z]$/.test(name)
  return isMade ? [name, `Shift+${name}`] : [`Shift+${name}`]
}

/** Characters and keys by their places on a US keyboard. */
const places: Readonly<Record<string, string>> = {
  BracketLeft: '[',
  BracketRight: ']',
  Slash: '/',
  Period: '.',
  Comma: ',',
  Minus: '-',
  Equal: '=',
}

function placeOf(code: string): string | undefined {
  return /^(?:Key([A-Z])|Digit(\d))$/.exec(code)?.slice(1).find(Boolean) ?? places[code]
}

/** Keys that an input method took for itself, or a system could not name. */
const unnamed = new Set(['Process', 'Unidentified', ''])

/** Japanese input methods make letters and signs as wide as their own. */
const narrowed = (key: string) => (/^[\uff01-\uff5e]$/.test(key) ? key.normalize('NFKC') : key)

function namesOf({ key: given, code, altKey, shiftKey }: KeyPress): readonly string[] {
  const key = narrowed(given)
  const place = placeOf(code)
  const byPlace = place === undefined ? [] : [place]
  if (unnamed.has(key)) return byPlace
  // An accent that waits for its letter is no character yet; made with Option or AltGr, it is meant as one.
  if (key === 'Dead') return altKey ? [] : byPlace
  // Cyrillic, Greek, Hangul: nothing of ours is written so. Marks (Thai, Devanagari) and pairs of letters (Arabic) are keys too.
  if (/^[\p{L}\p{M}]+$/u.test(key) && !/\p{Script=Latin}/u.test(key)) return byPlace
  if ([...key].length !== 1) return [key]
  if (/^[a-z]$/i.test(key)) return [key.toUpperCase()]
  // French digits are typed with Shift; a bracket with Shift is a brace in the US.
  const isDigit = /^\d$/.test(place ?? '')
  const isBrace = shiftKey && (key === '{' || key === '}')
  return isBrace || (isDigit && !/^[\x21-\x7e]$/.test(key)) ? [key, ...byPlace] : [key]
}

/** The letter that an event stands for, as the text fields of the system understand it: "C" of Ctrl+C on any layout. */
export const letterOf = (press: KeyPress): string | undefined =>
  namesOf(press).find((name) => /^[A-Z]$/.test(name))
