import { describe, expect, it } from 'vitest'
import { englishOf, type Note } from '../../../src/shared/message'
import type { TextTools } from '../../diffusion/environment'
import { tensor } from '../../tensor/tensor'
import { conceptDirection, movedAlong } from './conceptDirection'
import { sentencesAbout } from './sentences'

const text = (...tokens: number[]) => ({ tokens: tensor(Float32Array.from(tokens), [1, tokens.length, 1]) })
const pooled = (value: number) => tensor(Float32Array.of(value), [1, 1])

/** A sentence's embedding is its length, and of the whole text ten times that. */
const tools = {
  maxLength: 77,
  tokenize: (sentence: string) => ({
    ids: Int32Array.of(sentence.length),
    words: [...sentence.replaceAll('\0', '')].map(() => 1),
    dropped: sentence.length > 75 ? ['end'] : [],
  }),
  encodeIds: async ([length]: Int32Array) => ({ ...text(length!), pooled: pooled(10 * length!) }),
} as unknown as TextTools
const notes: string[] = []
const env = { text: tools, note: (note: Note) => notes.push(englishOf(note)) }
const named = (source: string, target: string, sourceSentences = '', targetSentences = '') =>
  conceptDirection({ source, target, sourceSentences, targetSentences }, env)

describe('the way from one concept to another', () => {
  it('is from the mean of the sentences about the one to that about the other', async () => {
    const concepts = {
      source: '',
      target: '',
      sourceSentences: ' aa \n\naaaa',
      targetSentences: 'a\naa\naaa',
    }
    const { tokens, pooled: whole } = await conceptDirection(concepts, env)
    expect(tokens.data[0]).toBeCloseTo(2 - 3, 6)
    expect(whole!.data[0]).toBeCloseTo(20 - 30, 5)
  })

  it('has sentences of its own where none are given', async () => {
    const concepts = { source: 'cat', target: 'mouse', sourceSentences: ' \n ', targetSentences: '' }
    // "mouse" is two letters longer than "cat", in every sentence.
    expect((await conceptDirection(concepts, env)).tokens.data[0]).toBeCloseTo(2, 5)
  })

  it('is refused where nothing is read of one, or they are the same', async () => {
    await expect(named('\0', 'dog')).rejects.toThrow('The checkpoint reads no word in "\0".')
    await expect(named('cat', '')).rejects.toThrow('reads no word in ""')
    await expect(named('cat', 'dog', '', 'a dog\n\0')).rejects.toThrow('reads no word in "\0"')
    await expect(named('cat', ' cat ')).rejects.toThrow(/mean the same/)
    await expect(named('', '', 'a cat', 'a cat')).rejects.toThrow(/mean the same/)
  })

  it('says which sentences are cut off', async () => {
    await named('cat', 'mouse', 'a cat', `a mouse ${'and '.repeat(20)}`)
    expect(notes).toEqual([
      'Sentences that are longer than the checkpoint reads (75 tokens) count up to there; so many are: 1.',
    ])
  })

  it('moves the first chunk of a text', () => {
    const long = { ...text(1, 2, 3, 4), pooled: pooled(5) }
    const moved = movedAlong(long, { ...text(1, 10), pooled: pooled(1) }, 0.5)
    expect([...moved.tokens.data]).toEqual([1.5, 7, 3, 4])
    expect([...moved.pooled!.data]).toEqual([5.5])
    expect([...long.tokens.data]).toEqual([1, 2, 3, 4])
    expect([...movedAlong(text(1), text(1, 10), -1).tokens.data]).toEqual([0])
    expect(movedAlong(text(1), { ...text(1), pooled: pooled(1) }, 1).pooled).toBeUndefined()
    expect(movedAlong(long, text(1), 1).pooled).toBeUndefined()
  })
})

describe('the sentences about a concept', () => {
  it('are English', () => {
    const [cat, owl] = [sentencesAbout(' cat '), sentencesAbout('Owl')]
    expect(cat.slice(0, 1)).toEqual(['a photo of a cat'])
    expect(cat).toContain('a photo of the clean cat')
    expect(cat).toContain('a bright photo of the cat')
    expect(owl).toContain('a photo of an Owl')
    expect(owl).toContain('an Owl on a table')
    expect(sentencesAbout('banana')[0]).toBe('a photo of a banana')
    expect(new Set(cat).size).toBe(cat.length)
    for (const sentence of cat) expect(sentence).not.toMatch(/[{}]|undefined/)
  })
})
