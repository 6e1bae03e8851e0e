// What an AVIF says of itself, from the properties of its items (ISO/IEC 23008-12: meta > iprp > ipco > ispe, auxC, colr). An item's
// tiles and thumbnail have sizes of their own; the picture's is the largest. How it is turned (irot, imir) is part of the picture:
// its decoder turns it, and EXIF data say nothing of it.
import { spaceOfCodePoints } from '../colour/codePoints'
import type { PictureColour } from '../colour/toSrgb'
import { damagedPicture } from '../damagedPicture'
import { messages } from '../messages'
import type { PictureHeader } from './pictureHeader'

interface Box {
  readonly type: string
  readonly start: number
  readonly end: number
}

/** @throws PalimpsestError('image') when no size can be found. */
export function readAvifHeader(bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const meta = boxesIn(view, 0, bytes.length).find(({ type }) => type === 'meta')
  // `meta` is a full box: four bytes of version and flags come first.
  const properties = meta && inside(view, inside(view, { ...meta, start: meta.start + 4 }, 'iprp'), 'ipco')
  if (!properties) throw damagedPicture(messages.noSize())
  const boxes = boxesIn(view, properties.start, properties.end)
  const sizes = boxes
    .filter(({ type, start, end }) => type === 'ispe' && end - start >= 12)
    .map(({ start }) => ({ width: view.getUint32(start + 4), height: view.getUint32(start + 8) }))
    .sort((a, b) => b.width * b.height - a.width * a.height)
  const [size] = sizes
  if (!size || size.width === 0 || size.height === 0) throw damagedPicture(messages.noSize())
  return {
    ...size,
    alpha: boxes.some((box) => box.type === 'auxC' && namesAlpha(bytes, box)),
    animated: String.fromCharCode(...bytes.subarray(8, 12)) === 'avis',
    model: 'rgb',
    exif: { orientation: 1 },
    colour: colourOf(view, boxes),
  }
}

/** A profile wins over code points, where both are there. */
function colourOf(view: DataView, boxes: readonly Box[]): PictureColour {
  const colours = boxes.filter(({ type, start, end }) => type === 'colr' && end - start >= 8)
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

const inside = (view: DataView, box: Box | undefined, type: string) =>
  box && boxesIn(view, box.start, box.end).find((inner) => inner.type === type)

/** The boxes in a range; one that claims more than there is ends the list. */
function boxesIn(view: DataView, start: number, end: number): Box[] {
  const boxes: Box[] = []
  let at = start
  while (at + 8 <= end) {
    let length = view.getUint32(at)
    const type = String.fromCharCode(...[4, 5, 6, 7].map((i) => view.getUint8(at + i)))
    let header = 8
    if (length === 1 && at + 16 <= end) {
      length = Number(view.getBigUint64(at + 8))
      header = 16
    } else if (length === 0) length = end - at
    if (length < header || at + length > end) break
    boxes.push({ type, start: at + header, end: at + length })
    at += length
  }
  return boxes
}

/** Whether an auxiliary picture is declared to be alpha ("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"). */
const namesAlpha = (bytes: Uint8Array, { start, end }: Box) =>
  String.fromCharCode(...bytes.subarray(start + 4, end)).includes('auxiliary:alpha')
