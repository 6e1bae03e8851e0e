// JSON as other programs write it.

export type Json = Readonly<Record<string, unknown>>

/** JSON in which Python's NaN and Infinity may stand bare, as null; undefined for what is none. */
export function parseLoose(text: string): unknown {
  if (!/^\s*\{/.test(text)) return undefined
  const strict = text.replaceAll(/"(?:\\.|[^"\\])*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
    found.startsWith('"') ? found : 'null',
  )
  try {
    return JSON.parse(strict)
  } catch {
    return undefined
  }
}

/** What a table has for a word of another program, which may be "constructor". */
export const entryOf = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined
