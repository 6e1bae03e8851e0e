// What an AVIF says of itself, from its primary item's properties (ISO/IEC 23008-12: meta > iprp > ipco > ispe, clap, irot, imir, colr;
// AV1-ISOBMFF: av1C). How it is turned is said there alone: EXIF's orientation is of no account.
import { spaceOfCodePoints } from '../colour/codePoints'
import type { PictureColour } from '../colour/toSrgb'
import { damagedPicture } from '../damagedPicture'
import { readExif, type Exif } from '../exif'
import { messages } from '../messages'
import type { Orientation, Rectangle } from '../orient'
import { xmpText } from '../xmp'
import { readItems, type Box, type Items } from './isoBoxes'
import type { PictureHeader } from './pictureHeader'

/** @throws PalimpsestError('image') when no size can be found. */
export function readAvifHeader(bytes: Uint8Array): PictureHeader {
  try {
    return read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  } catch (error) {
    // Beyond the end of the file.
    if (error instanceof RangeError) throw damagedPicture(messages.endsTooEarly(), { cause: error })
    throw error
  }
}

function read(view: DataView): PictureHeader {
  const items = readItems(view)
  const properties = items.propertiesOf(items.primary)
  const property = (wanted: string, length: number) =>
    properties.find(({ type, start, end }) => type === wanted && end - start >= length)
  const extent = property('ispe', 12)
  const size = extent && { width: view.getUint32(extent.start + 4), height: view.getUint32(extent.start + 8) }
  if (!size || size.width === 0 || size.height === 0) throw damagedPicture(messages.noSize())
  // The tiles of a grid have the codec's configuration, the grid has none of its own.
  const [codec] = items
    .propertiesOf(undefined)
    .filter(({ type, start, end }) => type === 'av1C' && end - start >= 4)
  const form = codec ? view.getUint8(codec.start + 2) : 0
  const [turn, mirror, aperture] = [property('irot', 1), property('imir', 1), property('clap', 32)]
  const crop = aperture && apertureOf(view, aperture, size)
  const xmp = items.ofType('mime').map((item) => items.bytesOf(item))[0]
  return {
    ...size,
    ...(crop && { crop }),
    alpha: items.propertiesOf(undefined).some((box) => box.type === 'auxC' && namesAlpha(view, box)),
    animated: String.fromCharCode(...[8, 9, 10, 11].map((at) => view.getUint8(at))) === 'avis',
    model: (form & 0x10) !== 0 ? 'grey' : 'rgb',
    isDeep: (form & 0x40) !== 0,
    exif: {
      ...exifOf(items),
      orientation: orientationOf(turn && view.getUint8(turn.start), mirror && view.getUint8(mirror.start)),
    },
    xmp: xmp && xmpText(xmp),
    colour: colourOf(
      view,
      properties.filter(({ type, start, end }) => type === 'colr' && end - start >= 8),
    ),
  }
}

/** Four bytes in front say where the TIFF begins. */
function exifOf(items: Items): Exif {
  const [bytes] = items.ofType('Exif').map((item) => items.bytesOf(item))
  if (!bytes || bytes.length < 4) return readExif(undefined)
  const start = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0)
  return readExif(bytes.subarray(4 + start))
}

/**
 * By quarters of a turn against the clock, and then by mirroring.
 * @param mirror 0 exchanges top and bottom, 1 left and right
 */
function orientationOf(turn = 0, mirror: number | undefined): Orientation {
  const turned: readonly (readonly [Orientation, Orientation, Orientation])[] = [
    [1, 4, 2],
    [8, 5, 7],
    [3, 2, 4],
    [6, 7, 5],
  ]
  return turned[turn & 3]![mirror === undefined ? 0 : 1 + (mirror & 1)]!
}

/** A clean aperture; one that is not of whole pixels inside of the picture says nothing. */
function apertureOf(
  view: DataView,
  { start }: Box,
  size: { readonly width: number; readonly height: number },
): Rectangle | undefined {
  const fraction = (at: number, signed: boolean) =>
    (signed ? view.getInt32(start + at) : view.getUint32(start + at)) / view.getUint32(start + at + 4)
  const [width, height] = [fraction(0, false), fraction(8, false)]
  // Between the middles of the two.
  const x = (size.width - width) / 2 + fraction(16, true)
  const y = (size.height - height) / 2 + fraction(24, true)
  const isWhole = [x, y, width, height].every(Number.isSafeInteger)
  const isInside = x >= 0 && y >= 0 && x + width <= size.width && y + height <= size.height
  return isWhole && isInside && width > 0 && height > 0 ? { x, y, width, height } : undefined
}

/** A profile wins over code points, where both are there. */
function colourOf(view: DataView, colours: readonly Box[]): PictureColour {
  const kindOf = ({ start }: Box) => String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(start + i)))
  const profile = colours.find((box) => ['prof', 'rICC'].includes(kindOf(box)))
  if (profile) {
    const [at, length] = [profile.start + 4, profile.end - profile.start - 4]
    return { kind: 'profile', bytes: new Uint8Array(view.buffer, view.byteOffset + at, length) }
  }
  const points = colours.find((box) => kindOf(box) === 'nclx')
  const space =
    points && spaceOfCodePoints(view.getUint16(points.start + 4), view.getUint16(points.start + 6))
  return space && { kind: 'space', space }
}

/** Whether an auxiliary picture is declared to be alpha ("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"). */
const namesAlpha = (view: DataView, { start, end }: Box) =>
  String.fromCharCode(
    ...new Uint8Array(view.buffer, view.byteOffset + start, Math.min(end - start, 200)),
  ).includes('auxiliary:alpha')
