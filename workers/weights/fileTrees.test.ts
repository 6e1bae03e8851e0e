// Every kind of folder gives the same bytes for the same path, and holds ranges to the file.
import { readFile, writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ByteSource } from './byteSource'
import { bytesSource } from './bytesSource'
import { checkpointWithin } from './handleTree'
import { fileListTree } from './fileListTree'
import { fixtures } from './fixtures/expected.node'
import { pathTree } from './pathTree.node'

const PATH = 'unet/diffusion_pytorch_model.safetensors'
const content = new Uint8Array(await readFile(`${fixtures}single/${PATH}`))
const pathed = (path: string, data: Uint8Array = content) => ({
  path,
  file: new File([new Uint8Array(data)], 'x'),
})

const sources: [string, () => Promise<ByteSource | undefined>][] = [
  ['a path', () => pathTree(`${fixtures}single`).open(PATH)],
  ['a list of files', () => fileListTree([pathed(`my model/${PATH}`)]).open(PATH)],
  ['memory', async () => bytesSource(PATH, content)],
]

describe.each(sources)('a file from %s', (_, open) => {
  it('is read by range', async () => {
    const file = (await open())!
    expect(file).toMatchObject({ name: PATH, size: content.length })
    expect(await file.read(3, 100)).toEqual(content.subarray(3, 100))
    expect(await file.read(0, file.size)).toEqual(content)
    expect(await file.read(7, 7)).toEqual(new Uint8Array())
  })

  it('gives memory of the reader’s own', async () => {
    const file = (await open())!
    ;(await file.read(0, 8)).fill(0xff)
    expect(await file.read(0, 8)).toEqual(content.subarray(0, 8))
  })

  it('refuses a range that is not within it', async () => {
    const file = (await open())!
    for (const [start, end] of [
      [-1, 4],
      [4, 3],
      [0, file.size + 1],
      [0.5, 4],
      [0, NaN],
    ] as const)
      await expect(file.read(start, end)).rejects.toMatchObject({ code: 'weights' })
  })
})

describe('a folder on disk', () => {
  it('has no file where there is none, or a folder', async () => {
    const tree = pathTree(`${fixtures}single`)
    expect(await tree.open('vae/config.json')).toBeUndefined()
    expect(await tree.open('unet')).toBeUndefined()
    expect(await tree.open(`${PATH}/below`)).toBeUndefined()
    expect(await pathTree('/no/such/folder').open(PATH)).toBeUndefined()
  })

  it('is not left', async () => {
    for (const path of ['../expected.json', '/absolute', 'unet/../x', '', 'a//b', 'a\\b'])
      await expect((async () => pathTree(`${fixtures}single`).open(path))()).rejects.toThrow(
        /does not name a file inside/,
      )
  })

  it('tells when a file shrank while it was read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'palimpsest-'))
    await writeFile(join(folder, 'w'), content)
    const file = (await pathTree(folder).open('w'))!
    await writeFile(join(folder, 'w'), content.subarray(0, 50))
    await expect(file.read(40, 60)).rejects.toThrow(/"w" changed or was removed/)
    await rm(folder, { recursive: true })
    await expect(file.read(0, 8)).rejects.toThrow(/"w" changed or was removed/)
  })
})

describe('a list of files', () => {
  it('is rooted at the topmost model_index.json', async () => {
    const tree = fileListTree([
      pathed('downloads/readme.txt'),
      pathed('downloads/sd/model_index.json'),
      pathed('downloads/sd/unet/config.json'),
      pathed('downloads/sd/old/copy/model_index.json'),
    ])
    expect(tree.label).toBe('downloads/sd')
    expect((await tree.open('unet/config.json'))!.size).toBe(content.length)
    expect(await tree.open('old/copy/unet/config.json')).toBeUndefined()
  })

  it('without one is rooted at the folder that all share', async () => {
    const tree = fileListTree([pathed('controlnet/config.json'), pathed('controlnet/a.safetensors')])
    expect(await tree.open('config.json')).toBeDefined()
    expect(await fileListTree([pathed('a/x'), pathed('b/x')]).open('b/x')).toBeDefined()
  })

  it('takes the path of a directory input from the file, and single files by name', async () => {
    const file = new File([content], 'config.json')
    expect(await fileListTree([file]).open('config.json')).toBeDefined()
    Object.defineProperty(file, 'webkitRelativePath', { value: 'sd/unet/config.json' })
    expect(await fileListTree([file]).open('unet/config.json')).toBeDefined()
  })
})

/** A folder as the browser's picker gives it. */
function handleOf(name: string, entries: Readonly<Record<string, unknown>>): FileSystemDirectoryHandle {
  const absent = () => Promise.reject(new DOMException('', 'NotFoundError'))
  const children = Object.entries(entries).map(([key, value]) =>
    value instanceof File
      ? { kind: 'file', name: key, getFile: async () => value }
      : handleOf(key, value as object as never),
  )
  const child = (key: string, kind: string) => {
    const found = children.find((one) => one.name === key && one.kind === kind)
    return found ? Promise.resolve(found) : absent()
  }
  return {
    kind: 'directory',
    name,
    getFileHandle: (key: string) => child(key, 'file'),
    getDirectoryHandle: (key: string) => child(key, 'directory'),
    async *values() {
      yield* children
    },
  } as unknown as FileSystemDirectoryHandle
}

describe('a chosen folder', () => {
  const index = new File(['{}'], 'model_index.json')
  const checkpoint = { 'model_index.json': index, unet: {} }

  it('stands for the only checkpoint in it', async () => {
    const above = handleOf('downloads', {
      'readme.txt': new File([], 'readme.txt'),
      sd: checkpoint,
      other: {},
    })
    expect((await checkpointWithin(above)).name).toBe('sd')
  })

  it('stands for its snapshot where it is a repository in the Hub’s cache', async () => {
    const cached = (ref?: string) =>
      handleOf('models--owner--name', {
        blobs: {},
        refs: ref === undefined ? {} : { main: new File([`${ref}\n`], 'main') },
        snapshots: ref === undefined ? { abc: checkpoint } : { abc: checkpoint, def: checkpoint },
      })
    expect((await checkpointWithin(cached('def'))).name).toBe('def')
    expect((await checkpointWithin(cached())).name).toBe('abc')
    const listed = ['snapshots/abc/config.json', 'refs/main', 'blobs/123'].map((path) => ({
      path: `models--owner--name/${path}`,
      file: new File(['{}'], 'x'),
    }))
    expect(await fileListTree(listed).open('config.json')).toBeDefined()
  })

  it('is taken as it is where it is one, or holds none or several', async () => {
    for (const entries of [
      { ...checkpoint, inner: checkpoint },
      { unet: {} },
      { a: checkpoint, b: checkpoint },
    ])
      expect((await checkpointWithin(handleOf('own', entries))).name).toBe('own')
  })
})
