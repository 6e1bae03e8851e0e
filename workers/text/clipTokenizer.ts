// CLIP's byte-level BPE tokenizer (Radford et al. 2021), from the two files that every diffusers checkpoint has.
import { Tokenizer } from '@huggingface/tokenizers'
import { PalimpsestError } from '../../src/shared/errors'

export interface TokenizerFiles {
  /** Parsed `vocab.json`: token to id. */
  readonly vocab: Readonly<Record<string, number>>
  /** Text of `merges.txt`. */
  readonly merges: string
  /** Parsed `tokenizer_config.json`. */
  readonly config: Readonly<Record<string, unknown>>
}

export interface TokenizedText {
  /** Begin, words, end, padding: always `maxLength` ids. */
  readonly ids: Int32Array
  /** The words' tokens alone, as they stand in the vocabulary. */
  readonly tokens: readonly string[]
  /** Tokens beyond the encoder's length, which it does not see. */
  readonly dropped: readonly string[]
}

export interface ClipTokenizer {
  /** Positions of the text encoder: 77 for Stable Diffusion. */
  readonly maxLength: number
  tokenize(text: string): TokenizedText
}

const wordPattern =
  "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"

/** @throws PalimpsestError('checkpoint') when a special token is missing from the vocabulary. */
export function createClipTokenizer({ vocab, merges, config }: TokenizerFiles): ClipTokenizer {
  const idOf = (token: string): number => {
    const id = vocab[token]
    if (id === undefined)
      throw new PalimpsestError(
        'checkpoint',
        `The tokenizer's vocabulary lacks its special token "${token}".`,
        'Take tokenizer/vocab.json and tokenizer/tokenizer_config.json from the same checkpoint.',
      )
    return id
  }
  const named = (key: string, usual: string) => specialToken(config[key]) ?? usual
  const end = named('eos_token', '<|endoftext|>')
  const [beginId, endId, padId] = [
    idOf(named('bos_token', '<|startoftext|>')),
    idOf(end),
    idOf(named('pad_token', end)),
  ]
  const maxLength = lengthFrom(config['model_max_length'])
  const tokenizer = new Tokenizer(pipeline(vocab, merges, named('unk_token', end)), { ...config })

  return {
    maxLength,
    tokenize(text) {
      const { ids, tokens } = tokenizer.encode(text, { add_special_tokens: false })
      const kept = ids.slice(0, maxLength - 2)
      const row = new Int32Array(maxLength).fill(padId)
      row.set([beginId, ...kept, endId])
      return { ids: row, tokens: tokens.slice(0, kept.length), dropped: tokens.slice(kept.length) }
    },
  }
}

/** The tokenizer as the `tokenizer.json` format spells it. */
function pipeline(vocab: TokenizerFiles['vocab'], merges: string, unknown: string): object {
  const isPair = (line: string) => line !== '' && !line.startsWith('#version')
  return {
    version: '1.0',
    added_tokens: [],
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: wordPattern }, behavior: 'Removed', invert: true },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      ],
    },
    post_processor: null,
    decoder: null,
    model: {
      type: 'BPE',
      unk_token: unknown,
      continuing_subword_prefix: '',
      end_of_word_suffix: '</w>',
      fuse_unk: false,
      vocab,
      merges: merges.split(/\r?\n/).filter(isPair),
    },
  }
}

/** A special token stands as text or as `{ content }`. */
function specialToken(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'object' && value !== null && 'content' in value && typeof value.content === 'string')
    return value.content
  return undefined
}

function lengthFrom(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 3 && value <= 4096) return value
  throw new PalimpsestError(
    'checkpoint',
    `The tokenizer's "model_max_length" is ${JSON.stringify(value)}.`,
    'It should be the number of positions of the text encoder, 77 for Stable Diffusion.',
  )
}
