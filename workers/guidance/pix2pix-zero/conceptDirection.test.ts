import { describe, expect, it } from 'vitest'
import type { TextTools } from '../../diffusion/environment'
import { tensor } from '../../tensor/tensor'
import { conceptDirection, movedAlong } from './conceptDirection'
import { sentencesAbout } from './sentences'

const text = (...tokens: number[]) => ({ tokens: tensor(Float32Array.from(tokens), [1, tokens.length, 1]) })
const pooled = (value: number) => tensor(Float32Array.of(value), [1, 1])

/** A sentence's embedding is its length, and of the whole text ten times that. */
const tools = {
  tokenize: (sentence: string) => ({ ids: Int32Array.of(sentence.length) }),
  encodeIds: async ([length]: Int32Array) => ({ ...text(length!), pooled: pooled(10 * length!) }),
} as unknown as TextTools

describe('the way from one concept to another', () => {
  it('is from the mean of the sentences about the one to that about the other', async () => {
    const concepts = {
      source: '',
      target: '',
      sourceSentences: ' aa \n\naaaa',
      targetSentences: 'a\naa\naaa',
    }
    const { tokens, pooled: whole } = await conceptDirection(concepts, tools)
    expect(tokens.data[0]).toBeCloseTo(2 - 3, 6)
    expect(whole!.data[0]).toBeCloseTo(20 - 30, 5)
  })

  it('has sentences of its own where none are given', async () => {
    const concepts = { source: 'cat', target: 'mouse', sourceSentences: ' \n ', targetSentences: '' }
    // "mouse" is two letters longer than "cat", in every sentence.
    expect((await conceptDirection(concepts, tools)).tokens.data[0]).toBeCloseTo(2, 5)
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
