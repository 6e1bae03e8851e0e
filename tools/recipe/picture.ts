// Pictures on disk, read as the page reads them; sharp decodes JPEG, WebP and GIF.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import sharp from 'sharp'
import { loadAvifDecoder } from '../../src/files/avif/decodeAvif'
import type { Samples } from '../../src/files/colour/toSrgb'
import { damagedPicture } from '../../src/files/damagedPicture'
import { flawNote } from '../../src/files/flaws'
import { messages } from '../../src/files/messages'
import { readPicture as read, type Decoder } from '../../src/files/readPicture'
import { englishOf, type Message } from '../../src/shared/message'
import type { Pixels } from '../../src/shared/pixels'
import { bytesAt } from './addresses'
import { writeResult } from './writeResult'

/** Reads the picture at an address: upright, sRGB, alpha kept. */
export async function readPicture(address: string): Promise<Pixels> {
  return decodePicture(await bytesAt(address), address)
}

/**
 * Reads the bytes of a picture, as `readPicture` does.
 * @param path for messages
 * @param say is told what is wrong with one that is read all the same
 */
export async function decodePicture(
  file: Uint8Array,
  path: string,
  say: (note: Message) => void = (note) => console.error(englishOf(note)),
): Promise<Pixels> {
  const name = messages.file({ path })
  const { pixels, flaw } = await read(new Uint8Array(file), decodeWithSharp, name)
  if (flaw) say(flawNote(flaw, name))
  return pixels
}

/** @throws PalimpsestError('image') when it cannot be decoded. */
const decodeWithSharp: Decoder = async (bytes, { type, model, isDeep = false }) => {
  if (type === 'avif') return decodeAvif(bytes, isDeep)
  // What browsers overlook is overlooked: everything but pixels that are missing.
  const stored = sharp(bytes, { ignoreIcc: true, failOn: 'truncated', limitInputPixels: false })
  const form =
    model === 'cmyk'
      ? stored.pipelineColourspace('cmyk').toColourspace('cmyk')
      : stored.toColourspace('srgb').ensureAlpha()
  const { data, info } = await form
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw damagedPicture(messages.notDecoded(), { cause: error })
    })
  return {
    width: info.width,
    height: info.height,
    data: new Uint8ClampedArray(data),
    model: model === 'cmyk' ? 'cmyk' : 'rgb',
  }
}

const avifWasm = async () =>
  WebAssembly.compile(
    await readFile(createRequire(import.meta.url).resolve('@jsquash/avif/codec/dec/avif_dec.wasm')),
  )
let compiled: ReturnType<typeof avifWasm> | undefined

/** @throws PalimpsestError('image') when it cannot be decoded. */
async function decodeAvif(bytes: Uint8Array, isDeep: boolean): Promise<Samples> {
  const decode = await loadAvifDecoder(await (compiled ??= avifWasm()))
  const samples = decode(bytes, isDeep)
  if (!samples) throw damagedPicture(messages.notDecoded())
  return samples
}

/**
 * Writes a PNG, without an alpha channel where every pixel is opaque.
 * @throws PalimpsestError('storage') when it cannot be written
 */
export async function writePng(path: string, picture: Pixels): Promise<void> {
  const opaque = picture.data.every((value, at) => at % 4 !== 3 || value === 255)
  const image = sharpOf(picture)
  await writeResult(path, await (opaque ? image.removeAlpha() : image).png().toBuffer())
}

/**
 * Writes a WebP, a fraction of a PNG's size.
 * @returns its bytes
 * @throws PalimpsestError('storage') when it cannot be written
 */
export async function writeWebp(path: string, picture: Pixels): Promise<number> {
  const file = await sharpOf(picture).webp({ quality: 88 }).toBuffer()
  await writeResult(path, file)
  return file.length
}

const sharpOf = ({ width, height, data }: Pixels) =>
  sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), { raw: { width, height, channels: 4 } })
