import { expect, test } from 'vitest'
import { blobSource } from '../weights/blobSource'
import type { ByteSource } from '../weights/byteSource'
import { Downloads } from './downloads'
import { externalDataOf, readAhead } from './externalData'

/** A file that counts how often it is read. */
function counted(name: string, size?: number) {
  const file = blobSource(name, new Blob([Uint8Array.of(1, 2, 3)]))
  const reads = { count: 0 }
  const source: ByteSource = {
    ...file,
    size: size ?? file.size,
    read: (start, end) => {
      reads.count += 1
      return file.read(start, end)
    },
  }
  return { source, reads }
}

const model = (file: ByteSource) => ({
  bytes: new Uint8Array(),
  externalFiles: [{ location: file.name, file }],
  inputs: [],
  outputs: [],
  weightBytes: 3,
})

test('what was read ahead is not read again by the session that wants it', async () => {
  const downloads = new Downloads(() => {})
  const { source, reads } = counted('unet')
  readAhead([source], downloads)
  expect(reads.count).toBe(1)
  const [data] = await externalDataOf(model(source), { downloads })
  expect(data).toMatchObject({ path: 'unet', data: Uint8Array.of(1, 2, 3) })
  expect(reads.count).toBe(1)
})

test('a large file is left alone', () => {
  const { source, reads } = counted('large', 2e9)
  readAhead([source], new Downloads(() => {}))
  expect(reads.count).toBe(0)
})

test('a failure to read ahead is nobody’s until a session wants the file, which tries again', async () => {
  const { source, reads } = counted('shaky')
  const downloads = new Downloads(() => {})
  const shaky: ByteSource = {
    ...source,
    read: (start, end) =>
      reads.count === 0
        ? ((reads.count += 1), Promise.reject(new Error('It broke.')))
        : source.read(start, end),
  }
  readAhead([shaky], downloads)
  await Promise.resolve()
  await new Promise((resolve) => setTimeout(resolve))
  const [data] = await externalDataOf(model(shaky), { downloads })
  expect(data!.data).toEqual(Uint8Array.of(1, 2, 3))
})
