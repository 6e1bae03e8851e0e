// What ends a line: no more than LF, CR LF and CR, wherever the file is cut in reading.
import { Readable } from 'node:stream'
import { array, assert, asyncProperty, constantFrom, integer, string } from 'fast-check'
import { expect, it } from 'vitest'
import { readLines, type Line } from './readLines'

async function linesOf(chunks: readonly (string | Buffer)[]): Promise<Line[]> {
  const lines: Line[] = []
  for await (const line of readLines('-', Readable.from(chunks, { objectMode: true }))) lines.push(line)
  return lines
}

it.each(['\n', '\r\n', '\r'])(
  'lines that end with %j are read with their numbers, empty ones without',
  async (end) => {
    const text = ['\uFEFF{"a":1}', '', '  ', '{"b":2}'].join(end)
    const lines = [
      { text: '{"a":1}', number: 1 },
      { text: '{"b":2}', number: 4 },
    ]
    expect(await linesOf([text])).toEqual(lines)
    expect(await linesOf([`${text}${end}`])).toEqual(lines)
  },
)

it('marks of byte order do not belong to the lines of files that were put together', async () => {
  expect((await linesOf(['\uFEFF{}\n\uFEFF[]\n\uFEFF\n'])).map(({ text }) => text)).toEqual(['{}', '[]'])
})

it('what else Unicode calls an end of a line stays in its line', async () => {
  const text = JSON.stringify({ prompt: 'a\u2028b\u2029c\u0085d\u000be' })
  expect(await linesOf([`${text}\n${text}`])).toEqual([
    { text, number: 1 },
    { text, number: 2 },
  ])
})

it('lines do not depend on how their bytes are cut', async () => {
  const texts = array(
    string({ unit: 'binary', maxLength: 8 }).map((text) => JSON.stringify({ text })),
    { maxLength: 4 },
  )
  await assert(
    asyncProperty(
      texts,
      constantFrom('\n', '\r\n'),
      integer({ min: 1, max: 7 }),
      async (lines, end, size) => {
        const bytes = Buffer.from(lines.join(end))
        const chunks: Buffer[] = []
        for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size))
        expect((await linesOf(chunks)).map(({ text }) => text)).toEqual(lines)
      },
    ),
    { numRuns: 40 },
  )
})

it('a line of 10 MB is read as it is, and in time', async () => {
  const text = JSON.stringify({ data: 'x'.repeat(10_000_000) })
  const bytes = Buffer.from(`${text}\n{}`)
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += 65_536) chunks.push(bytes.subarray(at, at + 65_536))
  const started = performance.now()
  expect((await linesOf(chunks)).map(({ text }) => text.length)).toEqual([text.length, 2])
  expect(performance.now() - started).toBeLessThan(10_000)
})
