// Against transformers' CLIPTokenizer (tools/reference/tokenizer.py), on the tiny checkpoints' vocabularies.
import { describe, expect, it } from 'vitest'
import { openTokenizer } from '../models/openTokenizer'
import { editedTree } from '../models/fixtures/editedTree.node'
import { pathTree } from '../weights/pathTree.node'
import { createClipTokenizer, type TokenizerFiles } from './clipTokenizer'
import expected from './fixtures/ids.json'

const open = (checkpoint: string): Promise<TokenizerFiles> =>
  openTokenizer(pathTree(`workers/models/fixtures/checkpoints/${checkpoint}`), { vocabSize: 634 })

const [sd1, sd2, inpaint] = [await open('sd1'), await open('sd2'), await open('inpaint')]
const publishedTree = (config: object) =>
  editedTree('sd1', { 'tokenizer/tokenizer_config.json': JSON.stringify(config) })
const published = await openTokenizer(publishedTree(expected.published), { vocabSize: 636 })

describe.each([
  ['sd1', 'vocab.json and merges.txt', sd1],
  ['sd2', 'another token for padding', sd2],
  ['inpaint', 'one tokenizer.json and 16 positions', inpaint],
  ['published', 'special tokens in the lowered text', published],
  ['inpaint, tokens added', 'tokens of its own', { ...inpaint, addedTokens: expected.addedTokens }],
] as const)('the tokenizer of %s, with %s,', (name, _, files) => {
  const tokenizer = createClipTokenizer(files)
  it.each(expected.texts.map((text, index) => [text, expected.ids[name][index]] as const))(
    'gives the ids of %j',
    (text, ids) => {
      expect([...tokenizer.tokenize(text).ids]).toEqual(ids)
    },
  )
})

describe('a text', () => {
  it('is told as the tokens that stand in the vocabulary', () => {
    const { tokens, dropped } = createClipTokenizer(sd1).tokenize('the Cat, blue')
    expect(tokens).toEqual(['the</w>', 'cat</w>', ',</w>', 'blue</w>'])
    expect(dropped).toEqual([])
  })

  it('that is too long tells which tokens the encoder does not see', () => {
    const tokenizer = createClipTokenizer(inpaint)
    const words = Array.from({ length: 20 }, (_, index) => (index % 2 ? 'cat' : 'a'))
    const { ids, tokens, dropped } = tokenizer.tokenize(words.join(' '))
    expect(tokens).toHaveLength(14)
    expect([...tokens, ...dropped]).toEqual(words.map((word) => `${word}</w>`))
    expect(ids).toHaveLength(16)
    expect(ids.at(-1)).toBe(633)
  })
})

describe('tokenizer files', () => {
  it.each([
    [{ '634': { content: 'sks', single_word: true } }, /a token "sks" that only counts as a whole word/],
    [{ '634': { content: 'cat</w>' } }, /gives "cat<\/w>" two ids, \d+ and 634/],
  ])('that add %j are refused', async (tokens, message) => {
    const tree = publishedTree({ ...expected.published, added_tokens_decoder: tokens })
    await expect(openTokenizer(tree, { vocabSize: 636 })).rejects.toThrow(message)
  })

  it('that lack a special token are refused', () => {
    const config = { ...sd1.config, pad_token: '<|pad|>' }
    expect(() => createClipTokenizer({ ...sd1, config })).toThrow(/lacks its special token "<\|pad\|>"/)
  })

  it.each([undefined, null, 2, 76.5, '77', 1e30])('with the length %j are refused', (length) => {
    const config = { ...sd1.config, model_max_length: length }
    expect(() => createClipTokenizer({ ...sd1, config })).toThrow(/"model_max_length" is/)
  })
})
