// CLIP's own vocabulary, which every Stable Diffusion checkpoint has: it follows from the list of merges.
import type { TokenizerFiles } from './clipTokenizer'

/** The characters by which byte-level BPE writes the 256 bytes (GPT-2's `bytes_to_unicode`), in the order of the vocabulary. */
function byteCharacters(): readonly string[] {
  const range = (first: string, last: string) =>
    Array.from({ length: last.charCodeAt(0) - first.charCodeAt(0) + 1 }, (_, at) => first.charCodeAt(0) + at)
  const printable = [...range('!', '~'), ...range('¡', '¬'), ...range('®', 'ÿ')]
  const others = Array.from({ length: 256 - printable.length }, (_, at) => 256 + at)
  return [...printable, ...others].map((code) => String.fromCharCode(code))
}

/**
 * @param merges text of CLIP's merges.txt
 * @param pad what fills a text up to its length: "!" for Stable Diffusion 2, which was trained so
 */
export function clipVocabulary(
  merges: string,
  { pad }: { readonly pad: '!' | '<|endoftext|>' },
): TokenizerFiles {
  const lines = merges.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#version'))
  const characters = byteCharacters()
  const tokens = [
    ...characters,
    ...characters.map((character) => `${character}</w>`),
    ...lines.map((line) => line.replace(' ', '')),
    '<|startoftext|>',
    '<|endoftext|>',
  ]
  return {
    vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
    merges,
    config: {
      bos_token: '<|startoftext|>',
      eos_token: '<|endoftext|>',
      unk_token: '<|endoftext|>',
      pad_token: pad,
      model_max_length: 77,
    },
  }
}
