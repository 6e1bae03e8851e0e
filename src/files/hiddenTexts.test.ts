// Settings hidden in pixels: those of files are in recipe-text/places.test.ts; here, what the stream itself may be.
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { Samples } from './colour/toSrgb'
import { hiddenText, takeHiddenTexts } from './hiddenTexts'

const size = { width: 40, height: 30 }

/** A picture whose alpha is given in its lowest bits, column by column. */
function alphaOf(stream: Buffer): Samples {
  const data = new Uint8ClampedArray(size.width * size.height * 4).fill(255)
  for (let at = 0; at < Math.min(stream.length * 8, size.width * size.height); at++) {
    const bit = (stream[at >> 3]! >> (7 - (at & 7))) & 1
    data[((at % size.height) * size.width + Math.floor(at / size.height)) * 4 + 3] = 254 | bit
  }
  return { ...size, data, model: 'rgb' }
}
const streamOf = (name: string, bits: number, body: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bits)
  return Buffer.concat([Buffer.from(name), length, body])
}
const plain = (text: string) => {
  const body = Buffer.from(text)
  return alphaOf(streamOf('stealth_pnginfo', body.length * 8, body))
}

it('are nothing in an ordinary picture, opaque or clear', async () => {
  for (const value of [0, 255])
    expect(
      await takeHiddenTexts({
        ...size,
        data: new Uint8ClampedArray(size.width * size.height * 4).fill(value),
        model: 'rgb',
      }),
    ).toEqual(new Map())
  expect(
    await takeHiddenTexts({ width: 1, height: 1, data: new Uint8ClampedArray(4), model: 'rgb' }),
  ).toEqual(new Map())
})

it('are a text as it stands, also one that begins as JSON does', async () => {
  for (const text of ['a cat\nSteps: 2', '{red|blue} cat\nSteps: 2'])
    expect(await takeHiddenTexts(plain(text))).toEqual(new Map([[hiddenText, text]]))
})

it('are in no pixel afterwards, damaged ones neither, and everything is opaque', async () => {
  for (const stream of [
    streamOf('stealth_pnginfo', 16, Buffer.from('ab')),
    streamOf('stealth_pngcomp', 1e9, Buffer.of(1)),
  ]) {
    const samples = alphaOf(stream)
    expect(samples.data).toContain(254)
    await takeHiddenTexts(samples)
    expect(new Set(samples.data)).toEqual(new Set([255]))
    expect(await takeHiddenTexts(samples)).toEqual(new Map())
  }
})

it('are the entries of JSON, too', async () => {
  const text = '{"Software":"NovelAI","Comment":{"steps":2},"scale":NaN}'
  expect(await takeHiddenTexts(plain(text))).toEqual(
    new Map([
      [hiddenText, text],
      ['Software', 'NovelAI'],
      ['Comment', '{"steps":2}'],
      ['scale', 'null'],
    ]),
  )
})

it('are nothing where they are damaged, cut or longer than the picture', async () => {
  const packed = gzipSync('a cat\nSteps: 2, Seed: 5')
  const broken = Buffer.from(packed).fill(0, 12, 20)
  for (const stream of [
    streamOf('stealth_pngcomp', broken.length * 8, broken),
    streamOf('stealth_pngcomp', (packed.length - 9) * 8, packed),
    streamOf('stealth_pngcomp', 0xffffffff, packed),
    streamOf('stealth_pnginfo', 16, Buffer.from([0xff, 0xfe])),
    streamOf('stealth_pngxxxx', packed.length * 8, packed),
  ])
    expect(await takeHiddenTexts(alphaOf(stream))).toEqual(new Map())
})
