// Numbers as they stand in prompts.

/** More than any number in a prompt needs; longer texts are not tried. */
const longest = 24

/** The number that a text is, white space around it aside. */
export function numberIn(text: string): number | undefined {
  if (text.length > longest) return undefined
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(text) ? Number(text) : undefined
}

/** Whether a text was meant as a number and is none: "1,3", "1..2" or nothing at all. */
export const isSpoiltNumber = (text: string): boolean =>
  text.length <= longest && /^[\s\d.,+-]*$/.test(text) && numberIn(text) === undefined

/** Whether a text stands where a number is written and may be meant as one: "abc", "50%", "1e3x"; not the words of "note: this". */
export const standsForNumber = (text: string): boolean =>
  text.length <= longest && (isSpoiltNumber(text) || /^[+-]?[.\p{L}\p{N}]\S*\s*$/u.test(text))
