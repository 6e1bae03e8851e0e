import { expect, it } from 'vitest'
import { pathTree } from '../weights/pathTree.node'
import { readText } from '../weights/readJson'
import { createClipTokenizer } from './clipTokenizer'
import { clipVocabulary } from './clipVocabulary'
import { readableTokens } from './readableTokens'

const merges = await readText(pathTree('public/models/clip'), 'merges.txt')
const tokenizer = createClipTokenizer(clipVocabulary(merges, { pad: '<|endoftext|>' }))

it.each(['고양이', 'café', 'кошка', '猫 と 犬', 'a cat'])('%s is read back from its tokens', (text) => {
  expect(readableTokens(tokenizer.tokenize(text).tokens).replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
})

it('a word of several vectors stands for all of them', () => {
  const { vocab, ...files } = clipVocabulary(merges, { pad: '<|endoftext|>' })
  const addedTokens = { '<toy>': 49408, '<toy>_1': 49409, '<toy>_2': 49410, '<one>': 49411 }
  const own = createClipTokenizer({ ...files, vocab, addedTokens })
  expect(own.tokenize('a <toy> and <one>').tokens).toEqual([
    'a</w>',
    '<toy>',
    '<toy>_1',
    '<toy>_2',
    'and</w>',
    '<one>',
  ])
})
