// Project files: a zip of `manifest.json` (the document with its layers and recipes, the gallery, the guides that are the document's
// habits) and one PNG for each bitmap.
import { maskFromPixels } from '../../canvas/kernels/mask'
import {
  maskFromTiled,
  pixelsFromTiled,
  tiledFromMask,
  tiledFromPixels,
  type TiledBitmap,
  type TiledMask,
  type TiledPixels,
} from '../../canvas/kernels/tiledBitmap'
import { PalimpsestError } from '../../shared/errors'
import type { BitmapId } from '../../state/bitmapTable'
import type { DocumentState } from '../../state/document'
import type { GalleryResult } from '../../state/gallery'
import type { GuideCard } from '../../state/settings'
import { storedCards } from '../../state/settingsReaders'
import { withUnused } from '../../shared/unusedFields'
import { messages } from '../messages'
import { decodePng } from '../png/decodePng'
import { encodeMaskPng, encodePng } from '../png/encodePng'
import { readPngChunks } from '../png/pngChunks'
import { bitmapKinds, parseDocument, parseGallery, renameBitmaps } from './documentJson'
import { documentToSave } from './documentReaders'
import { readZipEntry, writeZip, type ZipEntry } from './zip'

const format = 'palimpsest-project'
const version = 1
const manifestName = 'manifest.json'

/** Bytes that the whole file, the manifest, and a bitmap's PNG may have. */
const limits = { file: 2_000_000_000, manifest: 20_000_000, bitmap: 300_000_000 }

/** "fox.palimpsest" */
export const projectName = (name: string): string => `${name || 'picture'}.palimpsest`

/** Whether a file is an archive, as project files are, whatever its name says. */
export async function isProject(file: Blob): Promise<boolean> {
  const [p, k, three, four] = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  return p === 0x50 && k === 0x4b && three === 3 && four === 4
}

/**
 * A document and the gallery's results as a project file. History is not part of it, nor what was deleted.
 * @param guides that are kept with the document
 */
export function writeProject(
  document: DocumentState,
  gallery: readonly GalleryResult[],
  bitmapOf: (id: BitmapId) => TiledBitmap,
  guides: readonly GuideCard[] = [],
): Promise<Blob> {
  const files = new Map(
    [...bitmapKinds(document, gallery).keys()].map((id, i) => [id, `bitmaps/${i + 1}.png` as BitmapId]),
  )
  const { deletedResults: _, ...named } = documentToSave(renameBitmaps(document, files))
  const results = gallery.map((result) => ({
    ...withUnused(result),
    bitmap: files.get(result.bitmap) as BitmapId,
  }))
  async function* entries(): AsyncGenerator<ZipEntry> {
    const content = { document: named, gallery: results, guides: guides.map(withUnused) }
    const manifest = JSON.stringify({ format, version, ...content }, undefined, 1)
    yield { name: manifestName, bytes: new TextEncoder().encode(manifest), compress: true }
    for (const [id, name] of files) yield { name, bytes: await encodeBitmap(bitmapOf(id)), compress: false }
  }
  return writeZip(entries())
}

function encodeBitmap(bitmap: TiledBitmap): Promise<Uint8Array<ArrayBuffer>> {
  return bitmap.channels === 1
    ? encodeMaskPng(maskFromTiled(bitmap as TiledMask))
    : encodePng(pixelsFromTiled(bitmap as TiledPixels))
}

export interface OpenedProject {
  readonly document: DocumentState
  readonly gallery: readonly GalleryResult[]
  /** Undefined in files from before guides were kept with a document. */
  readonly guides: readonly GuideCard[] | undefined
  /** By the names that the document and the gallery use, which are new ones. */
  readonly bitmaps: ReadonlyMap<BitmapId, TiledBitmap>
}

/**
 * Opens a project file. Nothing of it is taken over before all of it was read and checked.
 * @throws PalimpsestError in one sentence: ('project') for what is no project, damaged, too large or of a later version.
 */
export async function readProject(file: Blob): Promise<OpenedProject> {
  if (file.size > limits.file)
    throw new PalimpsestError(
      messages.projectTooLarge({ size: Math.round(file.size / 1e6), most: limits.file / 1e6 }),
    )
  const archive = new Uint8Array(await file.arrayBuffer())
  const manifest = readManifest(archive)
  const stored = parseDocument(manifest.document)
  const gallery = parseGallery(manifest.gallery)
  const guides = storedCards(manifest.guides)
  const bitmaps = new Map<BitmapId, TiledBitmap>()
  const names = new Map<BitmapId, BitmapId>()
  for (const [name, channels] of bitmapKinds(stored, gallery)) {
    const id = crypto.randomUUID() as BitmapId
    names.set(name, id)
    bitmaps.set(id, await readBitmap(archive, name, channels))
  }
  return {
    document: renameBitmaps(stored, names),
    gallery: gallery.map((result) => ({ ...result, bitmap: names.get(result.bitmap) as BitmapId })),
    guides,
    bitmaps,
  }
}

/** What is in the manifest, not checked yet. */
function readManifest(archive: Uint8Array<ArrayBuffer>): {
  readonly document: unknown
  readonly gallery: unknown
  readonly guides: unknown
} {
  const bytes = readZipEntry(archive, manifestName, limits.manifest)
  const manifest = bytes && parseJson(new TextDecoder().decode(bytes))
  if (
    typeof manifest !== 'object' ||
    manifest === null ||
    !('format' in manifest) ||
    manifest.format !== format ||
    !('version' in manifest) ||
    typeof manifest.version !== 'number'
  )
    throw new PalimpsestError(messages.noProject())
  if (manifest.version > version)
    throw new PalimpsestError(messages.laterProject({ version: manifest.version, known: version }))
  return {
    document: 'document' in manifest ? manifest.document : undefined,
    gallery: 'gallery' in manifest ? manifest.gallery : undefined,
    guides: 'guides' in manifest ? manifest.guides : undefined,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function readBitmap(
  archive: Uint8Array<ArrayBuffer>,
  name: string,
  channels: 1 | 4,
): Promise<TiledBitmap> {
  const bytes = readZipEntry(archive, name, limits.bitmap)
  if (!bytes) throw new PalimpsestError(messages.pictureMissing({ name }))
  const pixels = await decodePng(readPngChunks(bytes), { part: true })
  return channels === 1 ? tiledFromMask(maskFromPixels(pixels)) : tiledFromPixels(pixels)
}
