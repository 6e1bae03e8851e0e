// A checkpoint's tokenizer, in either of the two forms that transformers writes.
import { PalimpsestError } from '../../src/shared/errors'
import type { TokenizerFiles } from '../text/clipTokenizer'
import type { FileTree } from '../weights/byteSource'
import { readJson, readText } from '../weights/readJson'

type Json = Readonly<Record<string, unknown>>

type Ids = Readonly<Record<string, number>>

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isIds = (value: unknown): value is Ids =>
  isRecord(value) && Object.values(value).every((id) => Number.isSafeInteger(id) && (id as number) >= 0)

/**
 * Reads `tokenizer/`: vocab.json and merges.txt, or the tokenizer.json that transformers 5 writes in their place.
 * @param vocabSize rows of the text encoder's table, which every id must be one of.
 * @throws PalimpsestError('checkpoint') that names the file and what is wrong with it.
 */
export async function openTokenizer(
  tree: FileTree,
  { vocabSize }: { readonly vocabSize: number },
): Promise<TokenizerFiles> {
  const config = await readTokenizerConfig(tree)
  const isSplit = (await tree.open('tokenizer/vocab.json')) !== undefined
  const file = isSplit ? 'vocab.json' : 'tokenizer.json'
  const fail = (what: string): never => {
    throw new PalimpsestError(
      'checkpoint',
      `"tokenizer/${file}" of "${tree.label}" ${what}.`,
      'Take the tokenizer folder of the checkpoint that the text encoder is from.',
    )
  }
  const model = isSplit
    ? await readSplit(tree)
    : modelOf(await readJson(tree, 'tokenizer/tokenizer.json'), fail)
  const { vocab, merges, addedTokens } = model
  if (!isIds(vocab) || !isIds(addedTokens)) return fail('is not a map of tokens to ids')
  for (const [token, id] of [...Object.entries(vocab), ...Object.entries(addedTokens)])
    if (id >= vocabSize) fail(`gives "${token}" the id ${id}, and the text encoder has ${vocabSize} tokens`)
  return { vocab, merges, addedTokens, config }
}

/** What either form holds, not yet checked. */
interface Model {
  readonly vocab: unknown
  readonly merges: string
  readonly addedTokens: unknown
}

async function readSplit(tree: FileTree): Promise<Model> {
  const added = 'tokenizer/added_tokens.json'
  return {
    vocab: await readJson(tree, 'tokenizer/vocab.json'),
    merges: await readText(tree, 'tokenizer/merges.txt'),
    addedTokens: (await tree.open(added)) ? await readJson(tree, added) : {},
  }
}

/**
 * tokenizer_config.json; without an `added_tokens_decoder` in it, special_tokens_map.json goes before it. (Stable Diffusion 2's
 * two files differ in the padding.)
 */
async function readTokenizerConfig(tree: FileTree): Promise<Json> {
  const config = await readJson(tree, 'tokenizer/tokenizer_config.json')
  const path = 'tokenizer/special_tokens_map.json'
  const special = (await tree.open(path)) ? await readJson(tree, path) : {}
  if (!isRecord(config) || !isRecord(special))
    throw new PalimpsestError(
      'checkpoint',
      `"tokenizer/tokenizer_config.json" or "${path}" of "${tree.label}" is not a JSON object.`,
      'Get the tokenizer again from the publisher of the checkpoint.',
    )
  return Object.hasOwn(config, 'added_tokens_decoder') ? config : { ...config, ...special }
}

/** The parts of a tokenizer.json that CLIP's tokenizers differ in; the rest must be CLIP's. */
function modelOf(json: unknown, fail: (what: string) => never): Model {
  if (!isRecord(json) || !isRecord(json['model'])) return fail('describes no tokenizer')
  const { model, normalizer, pre_tokenizer: preTokenizer } = json
  const stages = [stagesOf(normalizer, 'normalizers'), stagesOf(preTokenizer, 'pretokenizers')]
  if (
    model['type'] !== 'BPE' ||
    model['end_of_word_suffix'] !== '</w>' ||
    stages.join() !== 'NFC,Replace,Lowercase,Split,ByteLevel'
  )
    fail("is not CLIP's byte-level BPE")
  const { vocab, merges } = model
  if (!isRecord(vocab) || !Array.isArray(merges)) return fail('has no vocabulary and merges')
  const added = Array.isArray(json['added_tokens']) ? json['added_tokens'].filter(isRecord) : []
  return {
    vocab,
    addedTokens: Object.fromEntries(added.map(({ content, id }) => [String(content), id])),
    merges: merges.map((pair) => (Array.isArray(pair) ? pair.join(' ') : String(pair))).join('\n'),
  }
}

function stagesOf(sequence: unknown, key: string): string {
  const list = isRecord(sequence) && Array.isArray(sequence[key]) ? (sequence[key] as unknown[]) : []
  return list.map((stage) => (isRecord(stage) ? String(stage['type']) : '')).join()
}
