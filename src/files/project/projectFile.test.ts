import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  equalBitmaps,
  maskFromTiled,
  pixelsFromTiled,
  type TiledMask,
  type TiledPixels,
} from '../../canvas/kernels/tiledBitmap'
import { PalimpsestError } from '../../shared/errors'
import { encodePng } from '../png/encodePng'
import { fixture } from '../fixtures/pictures.node'
import {
  bitmapOf,
  document,
  gallery,
  layer,
  mask,
  noise,
  picture,
  recipe,
  small,
} from '../fixtures/foxDocument'
import { projectName, readProject, writeProject } from './projectFile'
import { unusedOfWork } from './documentReaders'
import { readZipEntry, writeZip, type ZipEntry } from './zip'

describe('a project file', () => {
  const archive = async (
    manifest: unknown,
    files: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {},
  ) => {
    async function* entries(): AsyncGenerator<ZipEntry> {
      yield {
        name: 'manifest.json',
        bytes: new TextEncoder().encode(JSON.stringify(manifest)),
        compress: true,
      }
      for (const [name, bytes] of Object.entries(files)) yield { name, bytes, compress: false }
    }
    return writeZip(entries())
  }

  it('brings back the guides that are kept with the document', async () => {
    const card = {
      id: 'model-editing',
      key: 'model-editing',
      enabled: false,
      range: [0, 1] as const,
      values: { edits: [{ from: 'a rose', to: 'a blue rose' }] },
    }
    expect((await readProject(await writeProject(document, [], bitmapOf, [card]))).guides).toEqual([card])
    expect((await readProject(await writeProject(document, [], bitmapOf))).guides).toEqual([])
    // Those of another version are read as the panel's are, and files from before there were any say nothing of them.
    const manifest = {
      format: 'palimpsest-project',
      version: 1,
      document: { ...document, layers: [], candidates: [], activeLayer: undefined },
    }
    const opened = async (guides: unknown) =>
      (await readProject(await archive({ ...manifest, guides }))).guides
    expect(await opened([7, { id: 'later' }, { ...card, enabled: 'maybe' }])).toMatchObject([
      { id: 'later', key: 'later', enabled: false },
      card,
    ])
    expect(await opened('none')).toBeUndefined()
    expect(await opened(undefined)).toBeUndefined()
  })

  it('brings back the document, byte for byte, shared bitmaps shared', async () => {
    const opened = await readProject(await writeProject(document, gallery, bitmapOf))
    const names = new Map(opened.document.layers.map(({ id, bitmap }) => [id, bitmap]))
    expect(names.get('1')).toBe(names.get('4'))
    expect(opened.document.candidates[0]?.bitmap).toBe(names.get('2'))
    expect(opened.gallery.map(({ bitmap }) => bitmap)).toEqual([names.get('2')])
    expect(opened.bitmaps.size).toBe(3)
    for (const [layer, original] of [
      ['1', picture],
      ['2', small],
      ['3', mask],
    ] as const)
      expect(equalBitmaps(opened.bitmaps.get(names.get(layer)!)!, original)).toBe(true)
    const anonymous = (given: object) =>
      JSON.parse(JSON.stringify(given, (key, value: unknown) => (key === 'bitmap' ? '' : value))) as unknown
    expect(anonymous(opened.document)).toEqual(anonymous(document))
    expect(anonymous({ ...document, gallery: opened.gallery })).toEqual(anonymous({ ...document, gallery }))
    expect(projectName('fox')).toBe('fox.palimpsest')
  })

  it('keeps recipes that cannot be used here, and saves them again unchanged', async () => {
    const strange = [
      { ...recipe, guides: [{ id: 'wishes', values: { much: 3, deep: { list: [1, null] } } }] },
      { ...recipe, steps: 0 },
      { ...recipe, removedField: 'x' },
      { version: 3, whatever: [{ a: 1 }] },
      'not even an object',
      null,
    ]
    const layers = strange.map((saved, at) => ({ ...document.layers[1]!, id: `l${at}`, recipe: saved }))
    const candidates = strange.map((saved, at) => ({
      ...document.candidates[0]!,
      id: `c${at}`,
      recipe: saved,
    }))
    const results = strange.map((saved, at) => ({ ...gallery[0]!, id: `r${at}`, recipe: saved }))
    const given = { ...document, layers, candidates, activeLayer: undefined }
    const recipesOf = (list: readonly { readonly recipe?: unknown }[]) => list.map(({ recipe }) => recipe)
    let opened = await readProject(await writeProject(given, results, bitmapOf))
    for (let round = 0; round < 2; round++) {
      expect(recipesOf(opened.document.layers)).toEqual(strange)
      expect(recipesOf(opened.document.candidates)).toEqual(strange)
      expect(recipesOf(opened.gallery)).toEqual(strange)
      const { bitmaps } = opened
      const saved = await writeProject(opened.document, opened.gallery, (name) => bitmaps.get(name)!)
      opened = await readProject(saved)
    }
  })

  it('keeps what another version saved in it, shows the rest, and saves it again unchanged', async () => {
    const odd = {
      ...document,
      colourSpace: 'wide',
      layers: [
        {
          id: '1',
          kind: 'text',
          text: 'hello',
          bitmap: 'p.png',
          name: ['a'],
          visible: 'often',
          opacity: 7,
          x: 1e9,
          y: 0,
          recipe: { version: 9 },
        },
      ],
      activeLayer: '1',
      candidates: [{ id: 'c', bitmap: 'p.png', place: 'left', recipe, seconds: -1, notes: [{ loud: true }] }],
    }
    const results = [{ ...gallery[0], bitmap: 'p.png', seconds: 'long', stars: 5 }]
    const { deletedResults: _, ...written } = odd
    const file = await archive(
      { format: 'palimpsest-project', version: 1, document: written, gallery: results },
      { 'p.png': await encodePng(pixelsFromTiled(small)) },
    )
    let opened = await readProject(file)
    for (let round = 0; round < 2; round++) {
      const { layers, candidates } = opened.document
      expect(layers).toMatchObject([{ kind: 'image', name: '', visible: true, opacity: 1, x: 0 }])
      const whole = { left: 0, top: 0, width: 300, height: 40 }
      expect(candidates).toMatchObject([{ place: whole, seconds: 0, notes: [] }])
      expect(opened.gallery).toMatchObject([{ seconds: 0, notes: ['a note'] }])
      const left = unusedOfWork(opened.document, opened.gallery).map(([name]) => name)
      expect(left).toEqual(
        'colourSpace text kind name visible opacity x place seconds notes stars seconds'.split(' '),
      )
      const { bitmaps } = opened
      const saved = await writeProject(opened.document, opened.gallery, (name) => bitmaps.get(name)!)
      const bytes = readZipEntry(new Uint8Array(await saved.arrayBuffer()), 'manifest.json', 1e6)!
      const again = JSON.parse(
        new TextDecoder().decode(bytes).replaceAll('bitmaps/1.png', 'p.png'),
      ) as unknown
      expect(again).toMatchObject({ document: written, gallery: results })
      opened = await readProject(saved)
    }
  })

  it('is read as another program wrote it, deflated and with a palette', async () => {
    const opened = await readProject(new Blob([fixture('by-hand.palimpsest')]))
    const expected = JSON.parse(Buffer.from(fixture('by-hand.json')).toString()) as Record<string, number[]>
    const [shown, masked] = opened.document.layers.map(({ bitmap }) => opened.bitmaps.get(bitmap)!)
    expect([...pixelsFromTiled(shown as TiledPixels).data]).toEqual(expected['picture'])
    expect([...maskFromTiled(masked as TiledMask).data]).toEqual(expected['mask'])
  })

  const manifest = (change: object, version = 1) => ({
    format: 'palimpsest-project',
    version,
    document: { ...document, layers: [], candidates: [], activeLayer: undefined, ...change },
  })
  const shown = { ...layer, id: '1', kind: 'image', name: '', bitmap: 'a.png' }

  it.each([
    ['no zip', async () => new Blob(['PK nothing']), 'not a project, or it is damaged'],
    ['another zip', () => archive({ some: 'thing' }), 'a zip archive, but not a project'],
    ['a later version', () => archive(manifest({}, 2)), 'version 2'],
    ['a document without a size', () => archive(manifest({ width: 0 })), 'does not fit: width'],
    ['a document that is too large', () => archive(manifest({ width: 50_000, height: 50_000 })), 'more than'],
    ['a picture that is missing', () => archive(manifest({ layers: [shown] })), '"a.png" is not in the file'],
    [
      'a picture that is none',
      () => archive(manifest({ layers: [shown] }), { 'a.png': noise(900, 1) }),
      'does not begin as a PNG',
    ],
    ['two layers of one id', () => archive(manifest({ layers: [shown, shown] })), 'have one id'],
    ['an active layer that is not there', () => archive(manifest({ activeLayer: 'x' })), 'active layer'],
    [
      'a mask shown as a picture',
      () => archive(manifest({ layers: [shown, { ...shown, id: '2', kind: 'mask' }] })),
      'shows as a picture what another uses as a mask',
    ],
    [
      'two results of one id',
      () => archive({ ...manifest({}), gallery: [...gallery, ...gallery] }),
      'two results of its gallery have one id',
    ],
    [
      'a result without a picture',
      () => archive({ ...manifest({}), gallery: [{ ...gallery[0], bitmap: 7 }] }),
      'gallery: 0.bitmap',
    ],
  ])('is refused in one sentence: %s', async (_, make, sentence) => {
    const error: unknown = await readProject(await make()).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(PalimpsestError)
    expect((error as PalimpsestError).message).toContain(sentence)
    expect((error as PalimpsestError).message).toMatch(/^[^.]*((\.png|0\.bitmap)[^.]*)?\.$/)
  })

  it('that would unpack to more than it may is not unpacked', async () => {
    const bomb = await archive(manifest({ name: ' '.repeat(21_000_000) }))
    expect(bomb.size).toBeLessThan(100_000)
    await expect(readProject(bomb)).rejects.toThrow('would unpack to 21 MB')
  })

  it('that is damaged anywhere is opened as it was, or refused with a typed error', async () => {
    const good = new Uint8Array(await (await writeProject(document, gallery, bitmapOf)).arrayBuffer())
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, flip, cut) => {
          const bytes = cut ? good.slice(0, at) : good.slice()
          if (!cut) bytes[at] = bytes[at]! ^ flip
          try {
            const opened = await readProject(new Blob([bytes]))
            const first = opened.document.layers.find(({ id }) => id === '1')
            if (first) expect(equalBitmaps(opened.bitmaps.get(first.bitmap)!, picture)).toBe(true)
          } catch (error) {
            if (!(error instanceof PalimpsestError)) throw error
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('of a zip with two entries of a name takes the first', async () => {
    async function* twice(): AsyncGenerator<ZipEntry> {
      yield { name: 'a', bytes: new Uint8Array([1]), compress: false }
      yield { name: 'a', bytes: new Uint8Array([2]), compress: false }
    }
    const bytes = new Uint8Array(await (await writeZip(twice())).arrayBuffer())
    expect(readZipEntry(bytes, 'a', 10)).toEqual(new Uint8Array([1]))
    expect(readZipEntry(bytes, 'b', 10)).toBeUndefined()
  })
})
