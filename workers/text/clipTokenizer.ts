// CLIP's byte-level BPE tokenizer (Radford et al. 2021), from the two files that every diffusers checkpoint has.
import { Tokenizer } from '@huggingface/tokenizers'
import { PalimpsestError } from '../../src/shared/errors'
import { messages } from './messages'

export interface TokenizerFiles {
  /** Parsed `vocab.json`: token to id. */
  readonly vocab: Readonly<Record<string, number>>
  /** Text of `merges.txt`. */
  readonly merges: string
  /** Tokens beyond the vocabulary, such as those that Textual Inversion learns: text to id. */
  readonly addedTokens?: Readonly<Record<string, number>>
  /** Tokens that are looked for in the lowered text (true) or in the text as it stands, where the files say so. */
  readonly normalized?: Readonly<Record<string, boolean>>
  /** Parsed `tokenizer_config.json`. */
  readonly config: Readonly<Record<string, unknown>>
}

export interface TokenizedText {
  /** Begin, words, end, padding: always `maxLength` ids. */
  readonly ids: Int32Array
  /** The ids of all words' tokens, those too that the encoder does not see. */
  readonly words: readonly number[]
  /** The words' tokens alone, as they stand in the vocabulary. */
  readonly tokens: readonly string[]
  /** Tokens beyond the encoder's length, which it does not see. */
  readonly dropped: readonly string[]
}

export interface ClipTokenizer {
  /** Positions of the text encoder: 77 for Stable Diffusion. */
  readonly maxLength: number
  tokenize(text: string): TokenizedText
  /** Ids of words' tokens between begin and end, padded to `maxLength`. */
  frame(words: readonly number[]): Int32Array
}

const wordPattern =
  "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"

/** @throws PalimpsestError('checkpoint') when a special token is missing from the vocabulary. */
export function createClipTokenizer(files: TokenizerFiles): ClipTokenizer {
  const { vocab, merges, config, addedTokens = {}, normalized = {} } = files
  const idOf = (token: string): number => {
    const id = vocab[token] ?? addedTokens[token]
    if (id === undefined) throw new PalimpsestError(messages.noSpecialToken({ token }))
    return id
  }
  const named = (key: string, usual: string) => specialToken(config[key]) ?? usual
  const [begin, end] = [named('bos_token', '<|startoftext|>'), named('eos_token', '<|endoftext|>')]
  const pad = named('pad_token', end)
  const [beginId, endId, padId] = [idOf(begin), idOf(end), idOf(pad)]
  const maxLength = lengthFrom(config['model_max_length'])
  const special = new Map([
    [begin, beginId],
    [end, endId],
    [pad, padId],
  ])
  const whole = [
    ...[...special].map(([content, id]) => ({
      content,
      id,
      special: true,
      normalized: normalized[content] ?? isNormalized(config, content),
    })),
    ...Object.entries(addedTokens)
      .filter(([content]) => !special.has(content))
      .map(([content, id]) => ({ content, id, special: false, normalized: normalized[content] ?? true })),
  ]
  const unknown = named('unk_token', end)
  const tokenizer = new Tokenizer(pipeline({ vocab, merges, unknown, whole }), { ...config })

  const frame = (words: readonly number[]): Int32Array => {
    const row = new Int32Array(maxLength).fill(padId)
    row.set([beginId, ...words, endId])
    return row
  }

  return {
    maxLength,
    frame,
    tokenize(text) {
      const encode = (one: string) => tokenizer.encode(lowerSigma(one), { add_special_tokens: false })
      const first = encode(text)
      const expanded = withAllVectors(text, first.tokens, addedTokens)
      const { ids, tokens } = expanded === text ? first : encode(expanded)
      const kept = ids.slice(0, maxLength - 2)
      return {
        ids: frame(kept),
        words: ids,
        tokens: tokens.slice(0, kept.length),
        dropped: tokens.slice(kept.length),
      }
    },
  }
}

/**
 * Words that were learned as several vectors ("<cat>", "<cat>_1", "<cat>_2") with all of them behind, as diffusers'
 * `maybe_convert_prompt` writes them out.
 */
function withAllVectors(
  text: string,
  tokens: readonly string[],
  addedTokens: Readonly<Record<string, number>>,
): string {
  let expanded = text
  for (const token of new Set(tokens)) {
    // Words of add-ons are written out before (learnedWords.ts).
    if (!Object.hasOwn(addedTokens, token) || tokens.includes(`${token}_1`)) continue
    const vectors = [token]
    while (Object.hasOwn(addedTokens, `${token}_${vectors.length}`))
      vectors.push(`${token}_${vectors.length}`)
    if (vectors.length > 1) expanded = expanded.replaceAll(token, vectors.join(' '))
  }
  return expanded
}

/** At the end of a word JavaScript lowers a sigma to the final one, where the tokenizers of other languages look at no context. */
const lowerSigma = (text: string): string => text.replaceAll('Σ', 'σ')

interface Pipeline {
  readonly vocab: TokenizerFiles['vocab']
  readonly merges: string
  readonly unknown: string
  /** Tokens that stand for themselves wherever a text has them; those that are not normalized before it is lowered. */
  readonly whole: readonly {
    readonly content: string
    readonly id: number
    readonly special: boolean
    readonly normalized: boolean
  }[]
}

/** The tokenizer as the `tokenizer.json` format spells it. */
function pipeline({ vocab, merges, unknown, whole }: Pipeline): object {
  const isPair = (line: string) => line !== '' && !line.startsWith('#version')
  return {
    version: '1.0',
    added_tokens: whole.map((token) => ({
      ...token,
      single_word: false,
      lstrip: false,
      rstrip: false,
    })),
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

/** As in transformers, the last name that a special token goes by decides; one that stands as text is not normalized. */
function isNormalized(config: TokenizerFiles['config'], content: string): boolean {
  const names = ['bos_token', 'eos_token', 'unk_token', 'pad_token']
  const token = config[names.findLast((name) => specialToken(config[name]) === content) ?? '']
  return typeof token === 'object' && token !== null && 'normalized' in token && token.normalized === true
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
  throw new PalimpsestError(messages.badLength({ length: JSON.stringify(value) }))
}
