import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expected, fixtures, sameBits } from './fixtures/expected.node'
import { hubTree } from './hubTree'
import { openWeights } from './openWeights'
import { readTensor } from './safetensors'
import { urlTree } from './urlTree'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** Larger than what the opening brings, and different at every place. */
const large = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 2654435761) >>> 13)

let server: Server
let base: string
let handler: Handler
let requests: string[]

beforeEach(async () => {
  requests = []
  server = createServer((request, response) => {
    requests.push(`${request.url} ${request.headers.range ?? 'whole'}`)
    handler(request, response)
  })
  // A busy machine may take longer from one request to the next than a connection is kept by default.
  server.keepAliveTimeout = 0
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/models`
})
afterEach(() => {
  server.closeAllConnections()
  return new Promise((closed) => server.close(closed))
})

const etagOf = (content: Uint8Array): string => `"${createHash('sha1').update(content).digest('hex')}"`

/** As RFC 9110 wants it. */
function sendRange(content: Uint8Array, request: IncomingMessage, response: ServerResponse): void {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
  const etag = etagOf(content)
  if (from === undefined || to === undefined) {
    response.writeHead(200, { etag }).end(content)
    return
  }
  if (Number(from) >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end()
    return
  }
  const last = Math.min(Number(to), content.length - 1)
  response.writeHead(206, { 'content-range': `bytes ${from}-${last}/${content.length}`, etag })
  response.end(content.subarray(Number(from), last + 1))
}

const sendWhole: Handler = (_, response) => response.writeHead(200).end(large)

/** Serves the fixtures below /models. */
const serveFixtures: Handler = (request, response) =>
  void readFile(fixtures + decodeURI(request.url!).slice('/models/'.length)).then(
    (content) => sendRange(content, request, response),
    () => response.writeHead(404).end(),
  )

const openLarge = async () => (await urlTree(base).open('unet/large.bin'))!

describe('a checkpoint behind an address', () => {
  it('opens with its shards and reads as PyTorch does', async () => {
    handler = serveFixtures
    const tensors = await openWeights(urlTree(`${base}/sharded/`), 'unet', 'diffusion_pytorch_model')
    for (const [key, entry] of tensors)
      expect(sameBits(await readTensor(entry), expected[key]!.bits), key).toBe(true)
    expect(tensors.size).toBe(3)
  })

  it('is read by range, and only the ranges that are asked for', async () => {
    handler = (request, response) => sendRange(large, request, response)
    const file = await openLarge()
    expect(file.size).toBe(300_000)
    expect(file.external).toEqual({ kind: 'url', url: `${base}/unet/large.bin`, headers: {} })
    expect(await file.read(10, 20)).toEqual(large.subarray(10, 20))
    expect(await file.read(65_530, 65_540)).toEqual(large.subarray(65_530, 65_540))
    expect(await file.read(299_990, 300_000)).toEqual(large.subarray(299_990))
    expect(requests).toEqual([
      '/models/unet/large.bin bytes=0-65535',
      '/models/unet/large.bin bytes=65530-65539',
      '/models/unet/large.bin bytes=299990-299999',
    ])
  })

  it('is read right from a server that ignores Range, in one download', async () => {
    handler = sendWhole
    const file = await openLarge()
    expect(await file.read(200_000, 200_010)).toEqual(large.subarray(200_000, 200_010))
    expect(await file.read(0, 300_000)).toEqual(large)
    expect(file.external.kind).toBe('blob')
    expect(requests).toHaveLength(1)
  })

  it('is read right when the server falls back to the whole file later', async () => {
    handler = (request, response) => sendRange(large, request, response)
    const file = await openLarge()
    handler = (_, response) => response.writeHead(200, { etag: etagOf(large) }).end(large)
    expect(await file.read(200_000, 200_010)).toEqual(large.subarray(200_000, 200_010))
  })

  it('is read through a redirection to signed addresses, as the Hub sends large files', async () => {
    let signature = 0
    handler = (request, response) => {
      if (request.url!.startsWith('/models/'))
        response.writeHead(302, { location: `/store/large?signature=${++signature}` }).end()
      else sendRange(large, request, response)
    }
    const file = await openLarge()
    expect(await file.read(200_000, 200_010)).toEqual(large.subarray(200_000, 200_010))
    // A signed address expires: each read begins at the one that was given.
    expect(file.external).toEqual({ kind: 'url', url: `${base}/unet/large.bin`, headers: {} })
    expect(requests).toEqual([
      '/models/unet/large.bin bytes=0-65535',
      '/store/large?signature=1 bytes=0-65535',
      '/models/unet/large.bin bytes=200000-200009',
      '/store/large?signature=2 bytes=200000-200009',
    ])
  })

  it('has no file where the server has none, or shows a page instead', async () => {
    handler = (_, response) => response.writeHead(404).end('no')
    expect(await urlTree(base).open('vae/config.json')).toBeUndefined()
    handler = (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html>')
    expect(await urlTree(base).open('vae/config.json')).toBeUndefined()
  })

  it('may hold an empty file', async () => {
    handler = (request, response) => sendRange(new Uint8Array(), request, response)
    expect((await urlTree(base).open('empty'))!.size).toBe(0)
  })

  it('escapes what paths may hold', async () => {
    handler = (request, response) => sendRange(large, request, response)
    await urlTree(base).open('a b/c?d#e%.json')
    expect(requests[0]).toMatch(/^\/models\/a%20b\/c%3Fd%23e%25\.json bytes/)
  })
})

describe('a server that fails', () => {
  const wrong: [string, Handler, RegExp][] = [
    ['needs an account', (_, response) => response.writeHead(401).end(), /answered 401/],
    ['is broken', (_, response) => response.writeHead(503).end(), /answered 503/],
    ['hides the range', (_, response) => response.writeHead(206).end(large), /does not say which bytes/],
    [
      'hides the size',
      (_, response) =>
        response.writeHead(206, { 'content-range': 'bytes 0-65535/*' }).end(large.subarray(0, 65_536)),
      /does not say which bytes/,
    ],
    [
      'sends another range',
      (_, response) =>
        response.writeHead(206, { 'content-range': 'bytes 1-65536/300000' }).end(large.subarray(1, 65_537)),
      /other bytes/,
    ],
    [
      'sends fewer bytes than it says',
      (_, response) =>
        response.writeHead(206, { 'content-range': 'bytes 0-65535/300000' }).end(large.subarray(0, 1000)),
      /other bytes/,
    ],
    [
      'breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-length': '300000' })
        response.write(large.subarray(0, 1000), () => response.destroy())
      },
      /broke off/,
    ],
    ['hangs up', (request) => request.socket.destroy(), /could not be fetched/],
  ]
  it.each(wrong)('because it %s is named', async (_, answer, words) => {
    handler = answer
    await expect(openLarge()).rejects.toMatchObject({
      code: 'weights',
      message: expect.stringMatching(words) as string,
    })
    await expect(openLarge()).rejects.toThrow(/"unet\/large\.bin"/)
  })

  it('after the opening never gives wrong bytes', async () => {
    const changed = large.slice().reverse()
    const answers: Handler[] = [
      (request, response) => sendRange(changed, request, response),
      (request, response) => sendRange(large.subarray(0, 250_000), request, response),
      (_, response) => response.writeHead(200, { etag: etagOf(large) }).end(large.subarray(0, 250_000)),
      (_, response) => response.writeHead(404).end(),
      (_, response) => response.writeHead(503).end(),
      wrong[4]![1],
    ]
    for (const answer of answers) {
      handler = (request, response) => sendRange(large, request, response)
      const file = await openLarge()
      handler = answer
      await expect(file.read(200_000, 200_010)).rejects.toMatchObject({ code: 'weights' })
    }
  })
})

describe('a repository of the Hub', () => {
  const hub = () => hubTree({ repository: 'owner/na.me', revision: 'refs/pr/1', base, token: 'hf_x' })

  it('lies below resolve/<revision>', async () => {
    handler = (request, response) => {
      expect(request.headers.authorization).toBe('Bearer hf_x')
      sendRange(large, request, response)
    }
    const file = (await hub().open('unet/model.safetensors'))!
    expect(await file.read(299_000, 299_004)).toEqual(large.subarray(299_000, 299_004))
    expect(requests[0]).toMatch(/^\/models\/owner\/na\.me\/resolve\/refs%2Fpr%2F1\/unet\/model\.safetensors /)
  })

  it('lists its files with their sizes, page by page, without downloading them', async () => {
    const lfs = { type: 'file', path: 'unet/a.safetensors', size: 135, lfs: { size: 3_438_167_540 } }
    handler = (request, response) => {
      if (request.url!.includes('cursor'))
        return void response.end(JSON.stringify([{ type: 'file', path: 'b.json', size: 7 }]))
      const next = `<${base}/api/models/owner/na.me/tree/refs%2Fpr%2F1?recursive=true&cursor=x>; rel="next"`
      response
        .writeHead(200, { link: next })
        .end(JSON.stringify([{ type: 'directory', path: 'unet', size: 0 }, lfs]))
    }
    expect(await hub().list()).toEqual([
      { path: 'unet/a.safetensors', size: 3_438_167_540 },
      { path: 'b.json', size: 7 },
    ])
    expect(requests).toHaveLength(2)
  })

  it('says why it cannot be listed', async () => {
    handler = (_, response) => response.writeHead(404).end()
    await expect(hub().list()).rejects.toThrow(/"owner\/na\.me" cannot be listed: the Hub answered 404/)
  })

  it.each(['sd', 'a/b/c', '../b', 'a/..', 'a b/c', ''])('refuses the name %j', (repository) => {
    expect(() => hubTree({ repository })).toThrow(/not the name of a repository/)
  })
})
