import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Downloads, type DownloadProgress } from './downloads'
import { externalDataOf } from './externalData'

const size = 3_000_000
const bytes = new Uint8Array(size).map((_, index) => index % 251)
let server: Server

/** Answers /whole with all of it in three parts, and /broken with the first part only. */
beforeAll(async () => {
  server = createServer(async (request, response) => {
    response.writeHead(200, { 'content-length': size })
    for (let part = 0; part < 3; part++) {
      if (part > 0 && request.url === '/broken') return void response.destroy()
      response.write(bytes.subarray((part * size) / 3, ((part + 1) * size) / 3))
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    response.end()
  })
  // A busy machine may take longer from one request to the next than a connection is kept by default.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => server.close())

function modelAt(...paths: readonly string[]) {
  const { port } = server.address() as AddressInfo
  const externalFiles = paths.map((path) => ({
    location: path,
    file: {
      name: path,
      size,
      read: () => Promise.reject(new Error('Only the whole is asked for.')),
      external: { kind: 'url', url: `http://127.0.0.1:${port}/${path}`, headers: {} } as const,
    },
  }))
  return { bytes: new Uint8Array(), externalFiles, inputs: [], outputs: [], weightBytes: 0 }
}

it('adds up files that come side by side, and ends with all of them', async () => {
  const seen: DownloadProgress[] = []
  const downloads = new Downloads((progress) => seen.push(progress))
  const files = await externalDataOf(modelAt('whole', 'whole'), { downloads })
  for (const { data } of files) expect(Buffer.compare(data as Uint8Array, bytes)).toBe(0)
  expect(seen.length).toBeGreaterThan(2)
  for (const { loaded, total } of seen) expect(loaded).toBeLessThanOrEqual(total)
  const loaded = seen.map((progress) => progress.loaded)
  expect(loaded).toEqual(loaded.toSorted((a, b) => a - b))
  expect(seen.some((progress) => progress.loaded > 0 && progress.loaded < progress.total)).toBe(true)
  expect(seen.at(-1)).toEqual({ loaded: 2 * size, total: 2 * size })
})

it('ends, too, where a download breaks off', async () => {
  const seen: DownloadProgress[] = []
  const downloads = new Downloads((progress) => seen.push(progress))
  await expect(externalDataOf(modelAt('broken'), { downloads })).rejects.toThrow(/broke off/)
  expect(seen.at(-1)).toEqual({ loaded: size, total: size })
})

it('stops at once when it is cancelled, and can be begun again', async () => {
  const model = modelAt('whole')
  const cancel = new AbortController()
  const downloads = new Downloads(({ loaded }) => loaded > 0 && cancel.abort())
  const began = performance.now()
  await expect(externalDataOf(model, { downloads, signal: cancel.signal })).rejects.toMatchObject({
    code: 'cancelled',
  })
  // The server takes 750 ms for all of it.
  expect(performance.now() - began).toBeLessThan(600)
  const [file] = await externalDataOf(model, { downloads })
  expect(Buffer.compare(file!.data as Uint8Array, bytes)).toBe(0)
})
