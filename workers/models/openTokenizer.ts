// A checkpoint's tokenizer, in either of the two forms that transformers writes.
import { PalimpsestError } from '../../src/shared/errors'
import type { Message } from '../../src/shared/message'
import { isRecord } from '../../src/shared/isRecord'
import type { TokenizerFiles } from '../text/clipTokenizer'
import type { FileTree } from '../weights/byteSource'
import { readJson, readText } from '../weights/readJson'
import { messages } from './messages'

type Json = Readonly<Record<string, unknown>>

type Ids = Readonly<Record<string, number>>

const isIds = (value: unknown): value is Ids =>
  isRecord(value) && Object.values(value).every((id) => Number.isSafeInteger(id) && (id as number) >= 0)

/**
 * Reads a tokenizer's folder: vocab.json and merges.txt, or the tokenizer.json that transformers 5 writes in their place.
 * @param vocabSize rows of the text encoder's table, which every id must be one of.
 * @throws PalimpsestError('checkpoint') that names the file and what is wrong with it.
 */
export async function openTokenizer(
  tree: FileTree,
  { vocabSize, folder = 'tokenizer' }: { readonly vocabSize: number; readonly folder?: string },
): Promise<TokenizerFiles> {
  const config = await readTokenizerConfig(tree, folder)
  const isSplit = (await tree.open(`${folder}/vocab.json`)) !== undefined
  const file = isSplit ? 'vocab.json' : 'tokenizer.json'
  const fail = (what: Message): never => {
    throw new PalimpsestError(
      messages.tokenizerRefused({ path: `${folder}/${file}`, label: tree.label, what }),
    )
  }
  const model = isSplit
    ? await readSplit(tree, folder, config, fail)
    : modelOf(await readJson(tree, `${folder}/tokenizer.json`), fail)
  const { vocab, merges, addedTokens, normalized } = model
  if (!isIds(vocab) || !isIds(addedTokens)) return fail(messages.notIds())
  for (const [token, id] of [...Object.entries(vocab), ...Object.entries(addedTokens)])
    if (id >= vocabSize) fail(messages.idTooLarge({ token, id, count: vocabSize }))
  for (const [token, id] of Object.entries(addedTokens))
    if (Object.hasOwn(vocab, token) && vocab[token] !== id)
      fail(messages.twoIds({ token, first: vocab[token]!, second: id }))
  return { vocab, merges, addedTokens, normalized, config }
}

/** What either form holds, not yet checked. */
interface Model {
  readonly vocab: unknown
  readonly merges: string
  readonly addedTokens: unknown
  readonly normalized: Readonly<Record<string, boolean>>
}

type Fail = (what: Message) => never

/** Tokens that Textual Inversion adds stand in added_tokens.json, since transformers 4.34 in the configuration too. */
async function readSplit(tree: FileTree, folder: string, config: Json, fail: Fail): Promise<Model> {
  const path = `${folder}/added_tokens.json`
  const listed = (await tree.open(path)) ? await readJson(tree, path) : {}
  if (!isRecord(listed)) return fail(messages.notIds())
  const decoder = config['added_tokens_decoder']
  const entries = isRecord(decoder) ? Object.entries(decoder) : []
  const added = addedTokensOf(
    entries.map(([id, token]) => (isRecord(token) ? { ...token, id: Number(id) } : {})),
    fail,
  )
  return {
    vocab: await readJson(tree, `${folder}/vocab.json`),
    merges: await readText(tree, `${folder}/merges.txt`),
    addedTokens: { ...listed, ...added.addedTokens },
    normalized: added.normalized,
  }
}

/**
 * tokenizer_config.json; without an `added_tokens_decoder` in it, special_tokens_map.json goes before it. (Stable Diffusion 2's
 * two files differ in the padding.)
 */
async function readTokenizerConfig(tree: FileTree, folder: string): Promise<Json> {
  const config = await readJson(tree, `${folder}/tokenizer_config.json`)
  const path = `${folder}/special_tokens_map.json`
  const special = (await tree.open(path)) ? await readJson(tree, path) : {}
  if (!isRecord(config) || !isRecord(special))
    throw new PalimpsestError(
      messages.tokenizerNotAnObject({
        config: `${folder}/tokenizer_config.json`,
        special: path,
        label: tree.label,
      }),
    )
  return Object.hasOwn(config, 'added_tokens_decoder') ? config : { ...config, ...special }
}

/** The parts of a tokenizer.json that CLIP's tokenizers differ in; the rest must be CLIP's. */
function modelOf(json: unknown, fail: Fail): Model {
  if (!isRecord(json) || !isRecord(json['model'])) return fail(messages.noTokenizer())
  const { model, normalizer, pre_tokenizer: preTokenizer } = json
  const stages = [stagesOf(normalizer, 'normalizers'), stagesOf(preTokenizer, 'pretokenizers')]
  if (
    model['type'] !== 'BPE' ||
    model['end_of_word_suffix'] !== '</w>' ||
    stages.join() !== 'NFC,Replace,Lowercase,Split,ByteLevel'
  )
    fail(messages.notBytePairs())
  const { vocab, merges } = model
  if (!isRecord(vocab) || !Array.isArray(merges)) return fail(messages.noMerges())
  const added = Array.isArray(json['added_tokens']) ? json['added_tokens'].filter(isRecord) : []
  return {
    vocab,
    ...addedTokensOf(added, fail),
    merges: merges.map((pair) => (Array.isArray(pair) ? pair.join(' ') : String(pair))).join('\n'),
  }
}

/** Entries of `added_tokens` or `added_tokens_decoder`: what they are looked for as. White space beside them means nothing. */
function addedTokensOf(
  entries: readonly Json[],
  fail: Fail,
): Pick<Model, 'normalized'> & { readonly addedTokens: Json } {
  const asWord = entries.find((token) => token['single_word'] === true)
  if (asWord) fail(messages.wholeWordToken({ token: String(asWord['content']) }))
  const pairs = entries.map((token) => [String(token['content']), token] as const)
  return {
    addedTokens: Object.fromEntries(pairs.map(([content, { id }]) => [content, id])),
    normalized: Object.fromEntries(
      pairs.map(([content, { normalized, special }]) => [
        content,
        typeof normalized === 'boolean' ? normalized : special !== true,
      ]),
    ),
  }
}

function stagesOf(sequence: unknown, key: string): string {
  const list = isRecord(sequence) && Array.isArray(sequence[key]) ? (sequence[key] as unknown[]) : []
  return list.map((stage) => (isRecord(stage) ? String(stage['type']) : '')).join()
}
