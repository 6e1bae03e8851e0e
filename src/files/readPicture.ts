// The one reading of pictures, for the page and for `npm run recipe`: what a file says of its orientation and its colours is read and
// applied here. Decoders are asked for the stored numbers alone, so that both give the same pixels; AVIF has one decoder for both.
import { PalimpsestError } from '../shared/errors'
import type { Message } from '../shared/message'
import { checkPictureSize } from '../shared/pictureLimits'
import type { Pixels } from '../shared/pixels'
import { decodeBmp, readBmpHeader } from './bmp/decodeBmp'
import { toSrgb, type Samples } from './colour/toSrgb'
import { damagedPicture } from './damagedPicture'
import { readExif, type Exif } from './exif'
import type { Flaw } from './flaws'
import { takeHiddenTexts } from './hiddenTexts'
import { bareGif } from './headers/gifHeader'
import { bareJpeg } from './headers/jpegHeader'
import { readPictureHeader, type DecodedType, type PictureHeader } from './headers/pictureHeader'
import { pictureTypeOf, requirePictureType, type PictureType } from './headers/pictureType'
import { bareWebp } from './headers/webpHeader'
import { messages } from './messages'
import { clearOutside, cut, turnedUpright } from './orient'
import { decodePngSamples } from './png/decodePng'
import { pngColour } from './png/pngColour'
import { readPngChunks, type PngChunk } from './png/pngChunks'
import { readPngHeader } from './png/pngHeader'
import { readPngText } from './png/pngText'
import { xmpComment, xmpText } from './xmp'

export interface ReadPicture {
  readonly type: PictureType
  /** Upright, sRGB. */
  readonly pixels: Pixels
  /** The texts inside of it by keyword, for `readRecipeText`. */
  readonly texts: ReadonlyMap<string, string>
  /** Whether there are pictures after the first, which are not read. */
  readonly animated: boolean
  readonly flaw?: Flaw
}

/**
 * Decodes a JPEG, WebP, AVIF or the first picture of a GIF to its stored numbers: not turned, colours not translated. Inks that the platform cannot give as such
 * it gives as sRGB, by the profile that is left in `bytes` for it.
 */
export type Decoder = (
  bytes: Uint8Array<ArrayBuffer>,
  header: PictureHeader & { readonly type: DecodedType },
) => Promise<Samples>

/** Keyword of a text of EXIF among a picture's texts. */
export const exifText = (tag: string): string => `exif:${tag}`

/** Keyword of a JPEG's comment. */
export const jpegComment = 'JPEG comment'

const textsOf = ({ texts }: Exif) => [...texts].map(([tag, text]) => [exifText(tag), text] as const)

/**
 * Reads a picture.
 * @param shown how sentences name it: "cat.png", or the picture
 * @throws PalimpsestError('image') when it is no picture of a kind that can be opened, is damaged, or is too small or too large; the
 * size is judged before anything is decoded.
 */
export async function readPicture(
  bytes: Uint8Array<ArrayBuffer>,
  decode: Decoder,
  shown: Message,
): Promise<ReadPicture> {
  const type = requirePictureType(bytes, shown)
  if (type === 'png') {
    if (bytes.length < 29) throw damagedPicture(messages.endsTooEarly())
    const first = String.fromCharCode(...bytes.subarray(12, 16))
    if (first === 'CgBI') throw new PalimpsestError(messages.unopenedForm({ kind: messages.applePng() }))
    if (first !== 'IHDR') throw damagedPicture(messages.headerElsewhere())
    const { width, height } = readPngHeader(bytes.subarray(16, 29))
    checkPictureSize(width, height)
    return readPng(bytes)
  }
  if (type === 'bmp') return readBmp(bytes)
  const header = readPictureHeader(type, bytes)
  checkPictureSize(header.width, header.height)
  const stored = await decode(bare[type](bytes), { ...header, type })
  const isTranslated = header.model === 'cmyk' && stored.model !== 'cmyk'
  const whole = isTranslated ? stored : { ...stored, model: header.model }
  const hidden = await takeHiddenTexts(whole)
  const samples = header.crop ? cut(whole, header.crop) : whole
  if (header.covered) clearOutside(samples, header.covered)
  const { exif, flaw } = header
  return {
    type,
    ...(flaw && { flaw }),
    pixels: turnedUpright(await toSrgb(samples, isTranslated ? undefined : header.colour), exif.orientation),
    texts: new Map([...hidden, ...headerTexts(header)]),
    animated: header.animated,
  }
}

/** The texts of a picture of whatever size, whose pixels are not looked at; none where it is damaged. */
export async function readPictureTexts(bytes: Uint8Array<ArrayBuffer>): Promise<ReadPicture['texts']> {
  try {
    const type = pictureTypeOf(bytes)
    if (type === 'png') return await pngTexts(readPngChunks(bytes, new Set()))
    return type === undefined || type === 'bmp' ? new Map() : headerTexts(readPictureHeader(type, bytes))
  } catch (error) {
    if (error instanceof PalimpsestError) return new Map()
    throw error
  }
}

const headerTexts = ({ exif, xmp, comment }: PictureHeader): ReadPicture['texts'] =>
  new Map([
    ...textsOf(exif),
    ...(xmp === undefined ? [] : [[xmpComment, xmp] as const]),
    ...(comment === undefined ? [] : [[jpegComment, comment] as const]),
  ])

async function pngTexts(chunks: readonly PngChunk[]): Promise<ReadPicture['texts']> {
  const texts = new Map([...(await readPngText(chunks)), ...textsOf(pngExif(chunks))])
  const xmp = xmpText(texts.get('XML:com.adobe.xmp') ?? '')
  return xmp === undefined ? texts : new Map([...texts, [xmpComment, xmp]])
}

const pngExif = (chunks: readonly PngChunk[]) => readExif(chunks.find(({ type }) => type === 'eXIf')?.data)

const asIs = (bytes: Uint8Array<ArrayBuffer>) => bytes
const bare = { jpeg: bareJpeg, webp: bareWebp, avif: asIs, gif: bareGif } as const

async function readBmp(bytes: Uint8Array<ArrayBuffer>): Promise<ReadPicture> {
  const header = readBmpHeader(bytes)
  checkPictureSize(header.width, header.height)
  const { samples, isCut } = decodeBmp(bytes, header)
  const pixels = await toSrgb(samples, undefined)
  return { type: 'bmp', pixels, texts: new Map(), animated: false, ...(isCut && { flaw: 'cut' }) }
}

async function readPng(bytes: Uint8Array<ArrayBuffer>): Promise<ReadPicture> {
  const flaws = new Set<Flaw>()
  const chunks = readPngChunks(bytes, flaws)
  const { bitDepth } = readPngHeader(chunks[0]!.data)
  const colour = await pngColour(chunks)
  const samples = await decodePngSamples(chunks, colour && bitDepth === 16 ? 16 : 8, flaws)
  const texts = new Map([...(await takeHiddenTexts(samples)), ...(await pngTexts(chunks))])
  return {
    type: 'png',
    pixels: turnedUpright(await toSrgb(samples, colour), pngExif(chunks).orientation),
    texts,
    animated: chunks.some(({ type }) => type === 'acTL'),
    ...(flaws.size > 0 && { flaw: flaws.has('cut') ? 'cut' : 'damaged' }),
  }
}
