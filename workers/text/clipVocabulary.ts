// CLIP's own vocabulary, which every Stable Diffusion checkpoint has: it follows from the list of merges.
import { byteCharactersOfClip } from './byteCharacters'
import type { TokenizerFiles } from './clipTokenizer'

/**
 * @param merges text of CLIP's merges.txt
 * @param pad what fills a text up to its length: "!" for Stable Diffusion 2, which was trained so
 */
export function clipVocabulary(
  merges: string,
  { pad }: { readonly pad: '!' | '<|endoftext|>' },
): TokenizerFiles {
  const lines = merges.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#version'))
  const characters = byteCharactersOfClip()
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
