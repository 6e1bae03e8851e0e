import { expect, it } from 'vitest'
import { PatientBlob } from './patientBlob'

const bytes = Uint8Array.from({ length: 40 * 2 ** 20 }, (_, at) => (at * 7 + (at >> 10)) & 255)

async function streamed(blob: Blob): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of blob.stream() as unknown as AsyncIterable<Uint8Array>) parts.push(part)
  return Buffer.concat(parts)
}

it('gives the bytes of the Blob within, whole and in slices, as a stream and at once', async () => {
  const blob = new PatientBlob(new Blob([bytes]))
  expect(blob.size).toBe(bytes.length)
  expect((await streamed(blob)).equals(bytes)).toBe(true)
  const [start, end] = [3, 20 * 2 ** 20 + 1]
  expect((await streamed(blob.slice(start, end))).equals(bytes.subarray(start, end))).toBe(true)
  expect(Buffer.from(await blob.slice(5, 9).arrayBuffer()).equals(bytes.subarray(5, 9))).toBe(true)
  expect((await streamed(blob.slice(7, 7))).length).toBe(0)
})
