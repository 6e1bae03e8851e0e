const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at)

/** Bytes that are written as the character of the same code: those that can be seen. */
const SEEN = [...range(0x21, 0x7e), ...range(0xa1, 0xac), ...range(0xae, 0xff)]

/** The character by which byte-level BPE writes each of the 256 bytes (GPT-2's `bytes_to_unicode`). */
export function byteCharacters(): readonly string[] {
  const characters = Array<string>(256)
  for (const byte of SEEN) characters[byte] = String.fromCharCode(byte)
  let next = 256
  for (let byte = 0; byte < 256; byte += 1) characters[byte] ??= String.fromCharCode(next++)
  return characters
}

/** The same in the order of CLIP's vocabulary: those that can be seen first. */
export function byteCharactersOfClip(): readonly string[] {
  const characters = byteCharacters()
  const seen = new Set(SEEN)
  return [...SEEN, ...range(0, 255).filter((byte) => !seen.has(byte))].map((byte) => characters[byte]!)
}
