// Odd headers, and what the safetensors library makes of them (tools/reference/safetensors_headers.py). What it reads, ours reads.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { bytesSource } from './bytesSource'
import { safetensorsBytes } from './fixtures/safetensorsBytes'
import { readSafetensors } from './safetensors'

interface Case {
  readonly header: string
  readonly bytes: number
  readonly tensors: readonly unknown[] | null
}
const cases = JSON.parse(
  readFileSync(new URL('fixtures/headers.json', import.meta.url), 'utf8'),
) as readonly Case[]

it.each(cases)('$header before $bytes bytes', async ({ header, bytes, tensors }) => {
  const file = bytesSource('w', safetensorsBytes(header, new Uint8Array(bytes)))
  if (!tensors) return expect(readSafetensors(file)).rejects.toMatchObject({ code: 'weights' })
  const read = [...(await readSafetensors(file)).tensors.values()]
  const told = read.map(({ key, dtype, shape, byteLength }) => [key, dtype, shape, byteLength])
  expect(told.toSorted()).toEqual(tensors)
})

it.each([
  ['version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 12\n', 'a pointer of Git LFS'],
  ['<!doctype html><html></html>', 'a web page'],
  ['', 'is empty'],
])('what lies in the place of a file is told: %j', async (text, told) => {
  const file = bytesSource('unet.safetensors', new TextEncoder().encode(text))
  await expect(readSafetensors(file)).rejects.toThrow(told)
})
