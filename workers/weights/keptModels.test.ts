// Models of the Hub kept on this machine, served as the Hub serves them: redirects to another host, ranges, entity tags, a listing.
import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FileStore } from './fileStore'
import { hubTree } from './hubTree'
import { KeptModels } from './keptModels'

const source = { kind: 'hub', repository: 'someone/model', revision: 'main' } as const
const files: Readonly<Record<string, Uint8Array>> = {
  'model_index.json': new TextEncoder().encode('{}'),
  'unet/weights.safetensors': Uint8Array.from({ length: 20_000_000 }, (_, at) => (at * 31) >> 3),
}

function memoryStore(): FileStore & { readonly files: Map<string, Map<string, Uint8Array<ArrayBuffer>>> } {
  const folders = new Map<string, Map<string, Uint8Array<ArrayBuffer>>>()
  return {
    files: folders,
    folders: async () => [...folders.keys()],
    async read(folder, name) {
      const bytes = folders.get(folder)?.get(name)
      return bytes && new Blob([bytes])
    },
    async write(folder, name, at, bytes) {
      const own = folders.get(folder) ?? new Map<string, Uint8Array<ArrayBuffer>>()
      folders.set(folder, own)
      const all = new Uint8Array(at + bytes.length)
      all.set((own.get(name) ?? new Uint8Array()).subarray(0, at))
      all.set(bytes, at)
      own.set(name, all)
    },
    async remove(folder, name) {
      if (name === undefined) folders.delete(folder)
      else folders.get(folder)?.delete(name)
    },
    async alone(_, act) {
      await act()
      return true
    },
  }
}

let server: Server
let base: string
let asked: string[]
/** The file that the server changes on its way: its last byte, or the first of a later part. */
let spoils: string | undefined
/** Whether the server lists its files. */
let lists: boolean
/** What becomes of an answer about the weights behind their first part. */
let mishap: 'none' | 'breaks off' | number
/** Files that the server no longer has. */
let gone: readonly string[]
let store: ReturnType<typeof memoryStore>
beforeEach(async () => {
  asked = []
  spoils = undefined
  lists = true
  mishap = 'none'
  gone = []
  store = memoryStore()
  server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '')
    if (path.startsWith('/api/models/someone/model/tree/main')) {
      if (!lists) return void response.writeHead(429).end()
      const listed = Object.entries(files).map(([name, bytes]) => ({
        type: 'file',
        path: name,
        size: bytes.length,
        oid: createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex'),
        ...(name.endsWith('.safetensors') && {
          lfs: { size: bytes.length, oid: createHash('sha256').update(bytes).digest('hex') },
        }),
      }))
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify(listed))
      return
    }
    const name = path.replace(/^\/(?:someone\/model\/resolve\/main|cdn)\//, '')
    const bytes = gone.includes(name) ? undefined : files[name]
    if (!bytes) return void response.writeHead(404).end()
    // Large files lie elsewhere.
    if (path.startsWith('/someone') && name.endsWith('.safetensors'))
      return void response.writeHead(302, { Location: `/cdn/${name}` }).end()
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []
    asked.push(`${name} ${from}`)
    if (typeof mishap === 'number' && Number(from) > 0) return void response.writeHead(mishap).end()
    const end = Math.min(Number(to) + 1, bytes.length)
    const part = bytes.slice(Number(from), end)
    if (spoils === name && (Number(from) > 0 || end === bytes.length)) part[part.length - 1]! ^= 1
    response.writeHead(206, {
      ETag: `"${name}"`,
      'Content-Range': `bytes ${from}-${end - 1}/${bytes.length}`,
    })
    if (mishap === 'breaks off' && Number(from) > 0) {
      response.write(part.slice(0, 1000))
      setTimeout(() => response.destroy(), 20)
    } else response.end(part)
  })
  // Working out a checksum between two requests may take longer than Node keeps a connection.
  server.keepAliveTimeout = 60_000
  // A busy machine may take longer from one request to the next than a connection is kept by default.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, resolve))
  base = `http://localhost:${(server.address() as AddressInfo).port}`
})
afterEach(() => server.close())

const models = () => new KeptModels(store, (one) => hubTree({ ...one, base }))

/** Opens what a checkpoint of two files would. */
async function opened(): Promise<KeptModels> {
  const kept = models()
  const tree = await kept.open(source)
  for (const name of [...Object.keys(files), 'not there']) await tree.open(name)
  return kept
}

const never = new AbortController().signal

describe('a model that is kept', () => {
  it('is downloaded in parts, and read without a network', async () => {
    const steps: number[] = []
    const kept = await opened()
    await kept.keep(source, { signal: never, onProgress: ({ loaded }) => void steps.push(loaded) })
    expect(steps.at(-1)).toBe(20_000_002)
    expect(steps.length).toBeGreaterThan(3)
    expect(await kept.list()).toEqual([{ source, loaded: 20_000_002, total: 20_000_002, done: true }])

    await new Promise((resolve) => server.close(resolve))
    const tree = await models().open(source)
    const file = await tree.open('unet/weights.safetensors')
    expect(await file!.read(9_000_000, 9_000_010)).toEqual(
      files['unet/weights.safetensors']!.slice(9_000_000, 9_000_010),
    )
    expect(await tree.open('not there')).toBeUndefined()
  })

  it('goes on where it was paused, also after the page was loaded again', async () => {
    const pause = new AbortController()
    const kept = await opened()
    const first = kept.keep(source, {
      signal: pause.signal,
      onProgress: ({ loaded }) => loaded > 8_000_000 && pause.abort(),
    })
    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    expect(await models().list()).toMatchObject([{ loaded: 8_000_002, done: false }])

    asked = []
    const again = models()
    await again.keep(source, { signal: never, onProgress: () => {} })
    // The first bytes alone, by which a file is found, are asked for once more.
    expect(asked.filter((one) => one.startsWith('unet'))).toEqual([
      'unet/weights.safetensors 0',
      'unet/weights.safetensors 8000000',
      'unet/weights.safetensors 16000000',
    ])
    expect(await again.list()).toMatchObject([{ loaded: 20_000_002, done: true }])
  })

  it.each([
    ['a large file', 'unet/weights.safetensors', 2],
    ['a small one', 'model_index.json', 0],
  ])(
    'is refused where the checksum of %s is not the Hub’s, and comes rightly the next time',
    async (_, name, left) => {
      spoils = name
      const kept = await opened()
      const keep = () => kept.keep(source, { signal: never, onProgress: () => {} })
      await expect(keep()).rejects.toMatchObject({
        code: 'weights',
        message: `"${name}" arrived otherwise than it lies on the Hub: its checksum is another one.`,
      })
      expect(await kept.list()).toMatchObject([{ loaded: left, done: false }])
      spoils = undefined
      await models().keep(source, { signal: never, onProgress: () => {} })
      expect(await kept.list()).toMatchObject([{ done: true }])
    },
  )

  it('waits where the Hub does not list its files, whose checksums are there', async () => {
    lists = false
    const kept = await opened()
    const keep = () => kept.keep(source, { signal: never, onProgress: () => {} })
    await expect(keep()).rejects.toMatchObject({
      code: 'weights',
      message: 'The files of "someone/model" cannot be listed: the Hub answered 429.',
    })
    lists = true
    await keep()
    expect(await kept.list()).toMatchObject([{ done: true }])
  })

  it.each([
    ['breaks off', /The download of "unet\/weights\.safetensors" broke off\./],
    [429, /The server answered 429 when asked for "unet\/weights\.safetensors"\./],
    [503, /answered 503/],
    [401, /answered 401/],
    [404, /answered 404/],
  ] as const)('goes on where the server’s answer was: %s', async (what, sentence) => {
    const kept = await opened()
    const keep = () => kept.keep(source, { signal: never, onProgress: () => {} })
    mishap = what
    await expect(keep()).rejects.toMatchObject({
      code: 'weights',
      message: expect.stringMatching(sentence) as string,
    })
    expect(await kept.list()).toMatchObject([{ done: false }])
    mishap = 'none'
    await keep()
    expect(await kept.list()).toMatchObject([{ loaded: 20_000_002, done: true }])
  })

  it('goes on when there is room again', async () => {
    const kept = await opened()
    const keep = () => kept.keep(source, { signal: never, onProgress: () => {} })
    const { write } = store
    store.write = async (folder, name, at, bytes) => {
      if (at > 0) throw new DOMException('', 'QuotaExceededError')
      return write(folder, name, at, bytes)
    }
    await expect(keep()).rejects.toMatchObject({
      code: 'storage',
      message: 'The browser’s storage is full: 12 MB of "someone/model" are still to come.',
    })
    expect(await kept.list()).toMatchObject([{ loaded: 8_000_002, done: false }])
    store.write = write
    asked = []
    await keep()
    expect(asked[0]).toBe('unet/weights.safetensors 8000000')
    expect(await kept.list()).toMatchObject([{ done: true }])
  })

  it('says which files are gone from the Hub since its download began, unless they have arrived', async () => {
    const kept = await opened()
    const pause = new AbortController()
    const first = kept.keep(source, {
      signal: pause.signal,
      onProgress: ({ loaded }) => loaded > 8_000_000 && pause.abort(),
    })
    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    gone = ['unet/weights.safetensors']
    const goOn = () => models().keep(source, { signal: never, onProgress: () => {} })
    await expect(goOn()).rejects.toMatchObject({
      code: 'weights',
      message:
        '"unet/weights.safetensors" is no longer on the Hub: "someone/model" has changed since its download began.',
    })
    expect(await models().list()).toMatchObject([{ loaded: 8_000_002, total: 20_000_002, done: false }])

    gone = ['model_index.json']
    await goOn()
    expect(await models().list()).toMatchObject([{ loaded: 20_000_002, total: 20_000_002, done: true }])
    expect((await (await models().open(source)).open('model_index.json'))!.size).toBe(2)
  })

  it('that is shorter than what is there of it begins anew', async () => {
    const kept = await opened()
    await store.write('someone/model@main', 'model_index.json', 0, new Uint8Array(50))
    await kept.keep(source, { signal: never, onProgress: () => {} })
    const tree = await models().open(source)
    expect((await tree.open('model_index.json'))!.size).toBe(2)
  })

  it('is let be while another tab downloads it', async () => {
    const kept = await opened()
    store.alone = async () => false
    const said = {
      code: 'storage',
      message: '"someone/model" is being downloaded in another tab.',
    }
    await expect(kept.keep(source, { signal: never, onProgress: () => {} })).rejects.toMatchObject(said)
    await expect(kept.forget(source)).rejects.toMatchObject(said)
    expect(store.files.size).toBe(0)
  })

  it('is gone when it is deleted, and holds no token', async () => {
    const kept = await opened()
    await kept.keep({ ...source, token: 'hf_secret' }, { signal: never, onProgress: () => {} })
    for (const folder of store.files.values())
      for (const bytes of folder.values())
        if (bytes.length < 1000) expect(new TextDecoder().decode(bytes)).not.toContain('hf_secret')
    await kept.forget(source)
    expect(await kept.list()).toEqual([])
    expect(store.files.size).toBe(0)
  })
})
