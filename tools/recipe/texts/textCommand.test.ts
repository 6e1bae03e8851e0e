// Texts from the command line.
import { describe, expect, it } from 'vitest'
import { asksForText, textsFor } from './textCommand'

const writer = 'workers/hub/fixtures/t5'

describe('texts from the command line', () => {
  it('describe a drawing', async () => {
    const [caption, ...none] = await textsFor(['--describe', 'public/pictures/cat-meadow.png'])
    expect(caption).toMatch(/orange cat.* in a meadow$/)
    expect(none).toEqual([])
  })

  it('are sentences about a concept, the same for the same seed', async () => {
    const ask = (seed: string) =>
      textsFor(['--sentences', 'cat', '--by', writer, '--count', '2', '--seed', seed])
    const sentences = await ask('3')
    expect(sentences.length).toBeGreaterThan(0)
    expect(sentences.length).toBeLessThanOrEqual(2)
    for (const sentence of sentences) expect(sentence).toContain('cat')
    expect(await ask('3')).toEqual(sentences)
  })

  it.each<[readonly string[], RegExp]>([
    [['--describe', ''], /--describe is empty/],
    [['--describe', 'a.png', '--sentences', 'cat'], /are two commands/],
    [['--sentences', 'cat'], /--by is missing/],
    [['--sentences', 'cat', '--by', writer, '--count', 'many'], /--count "many" is no whole number/],
    [['--sentences', 'cat', '--by', writer, '--words', '3'], /--words/],
    [['--describe', 'none.png'], /The picture none.png cannot be read/],
    [['--describe', 'public/pictures/cat-meadow.png', '--by', writer], /one for "image-to-text" is needed/],
  ])('%j are refused in words', async (args, said) => {
    await expect(textsFor(args)).rejects.toThrow(said)
  })

  it('are asked for by two options', () => {
    expect(asksForText(['--describe', 'a.png'])).toBe(true)
    expect(asksForText(['--sentences=cat'])).toBe(true)
    expect(asksForText(['edit.json', '--out', 'a.png'])).toBe(false)
  })
})
