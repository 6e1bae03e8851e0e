import { byteCharacters } from './byteCharacters'

const bytes = new Map(byteCharacters().map((character, byte) => [character, byte] as const))

/**
 * A text's tokens as a person reads them. Byte-level BPE writes each byte of UTF-8 as a character: "ìķĪ" is "안". Half of a character
 * at either end shows as a replacement character.
 */
export function readableTokens(tokens: readonly string[]): string {
  const text = tokens.map((token) => token.replace(/<\/w>$/, ' ')).join('')
  const written: number[] = []
  for (const character of text) {
    const byte = bytes.get(character)
    if (byte === undefined) written.push(...new TextEncoder().encode(character))
    else written.push(byte)
  }
  return new TextDecoder().decode(Uint8Array.from(written)).trim()
}
