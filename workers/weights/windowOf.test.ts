import { expect, it } from 'vitest'
import { bytesSource } from './bytesSource'
import type { ByteSource } from './byteSource'
import { safetensorsBytes } from './fixtures/safetensorsBytes'
import { readHeader, readTensor } from './safetensors'
import { windowed } from './windowOf'

const values = Float32Array.from({ length: 12 }, (_, at) => at)
const header = JSON.stringify({
  other: { dtype: 'F32', shape: [4], data_offsets: [0, 16] },
  a: { dtype: 'F32', shape: [3], data_offsets: [16, 28] },
  b: { dtype: 'F32', shape: [2], data_offsets: [28, 36] },
  ema: { dtype: 'F32', shape: [3], data_offsets: [36, 48] },
})
const bytes = safetensorsBytes(header, new Uint8Array(values.buffer))

const asked: [number, number][] = []
const plain = bytesSource('w', bytes)
const sources: Readonly<Record<string, ByteSource>> = {
  bytes: plain,
  blob: { ...plain, external: { kind: 'blob', blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) } },
  url: {
    ...plain,
    external: { kind: 'url', url: 'https://example.org/w', headers: {} },
    async read(start, end) {
      asked.push([start, end])
      return plain.read(start, end)
    },
  },
}

it.each(Object.entries(sources))('tensors of one part are read from a window of %s', async (_, source) => {
  const all = await readHeader(source)
  const [a, b] = [all.get('a')!, all.get('b')!]
  const part = windowed(
    new Map([
      ['one', a],
      ['two', b],
    ]),
  )
  const { file } = part.get('one')!
  expect(file.size).toBe(20)
  expect(part.get('two')!.file).toBe(file)
  expect([...(await readTensor(part.get('one')!))]).toEqual([4, 5, 6])
  expect([...(await readTensor(part.get('two')!))]).toEqual([7, 8])
  if (file.external.kind === 'url') {
    expect(file.external.range).toEqual({ start: a.start, end: b.start + b.byteLength })
    expect(asked.slice(-2)).toEqual([
      [a.start, a.start + 12],
      [b.start, b.start + 8],
    ])
  }
})

it('a file on disk is read in place', async () => {
  const source: ByteSource = { ...plain, external: { kind: 'path', path: '/w' } }
  const weights = new Map([['one', (await readHeader(source)).get('a')!]])
  expect(windowed(weights)).toBe(weights)
})
