import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixture } from '../fixtures/pictures.node'
import { readPngChunks } from './pngChunks'
import { pngTextChunk, pngUtf8Chunk, readPngText } from './pngText'

describe('texts in PNGs', () => {
  it('are read as Pillow wrote them, in all three kinds', async () => {
    const texts = await readPngText(readPngChunks(fixture('texts.png')))
    expect(texts.get('parameters')).toMatch(/^a watercolour of a fox, [^]*Version: v1.6.0$/)
    expect(texts.get('Comment')).toBe('café, compressed '.repeat(20))
    expect(texts.get('Title')).toBe('여우 🦊')
    expect(texts.get('Description')).toBe('압축 '.repeat(30))
  })

  it('come back as they were given', async () => {
    const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\0', ''))
    await fc.assert(
      fc.asyncProperty(text, text, async (a, b) => {
        const texts = await readPngText([pngTextChunk('parameters', a), pngUtf8Chunk('palimpsest', b)])
        expect([texts.get('parameters'), texts.get('palimpsest')]).toEqual([a, b])
      }),
    )
  })

  it('take Latin-1 where it suffices, as other programs expect it', () => {
    expect(pngTextChunk('parameters', 'café\nSteps: 1').type).toBe('tEXt')
    expect(pngTextChunk('parameters', '여우').type).toBe('iTXt')
  })

  it('are left out where they are no text of the format, and the others are read', async () => {
    const broken = [
      { type: 'tEXt', data: new Uint8Array([65, 66]) },
      { type: 'tEXt', data: new Uint8Array([0, 66]) },
      { type: 'iTXt', data: new Uint8Array([65, 0, 2, 0, 0, 0, 66]) },
      { type: 'iTXt', data: new Uint8Array([65, 0, 0, 0, 0, 0, 0xff]) },
      { type: 'zTXt', data: new Uint8Array([65, 0, 0, 1, 2, 3]) },
    ]
    const whole = pngTextChunk('Title', 'a fox')
    for (const chunk of broken) expect([...(await readPngText([chunk, whole]))]).toEqual([['Title', 'a fox']])
  })

  it('in raw UTF-8 are read as such, as many programs write them', async () => {
    const texts = (data: Uint8Array<ArrayBuffer>) => readPngText([{ type: 'tEXt', data }])
    const utf8 = new TextEncoder().encode('Title\0고양이, café')
    expect((await texts(utf8)).get('Title')).toBe('고양이, café')
    const latin1 = Uint8Array.from('Title\0café', (character) => character.charCodeAt(0))
    expect((await texts(latin1)).get('Title')).toBe('café')
    // Latin-1 that would look like UTF-8 is written in the other way.
    expect((await readPngText([pngTextChunk('Title', 'Ã©')])).get('Title')).toBe('Ã©')
  })
})
