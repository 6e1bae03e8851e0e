// What a GIF says of itself (GIF89a specification): its size, whether there are transparent pixels in its first picture, its comment.
import { damagedPicture } from '../damagedPicture'
import { plainText, readExif } from '../exif'
import { messages } from '../messages'
import type { Rectangle } from '../orient'
import type { PictureHeader } from './pictureHeader'

/** Introducers of blocks, and labels of extensions. */
const picture = 0x2c
const extension = 0x21
const controls = 0xf9
const comment = 0xfe
const trailer = 0x3b

/** @throws PalimpsestError('image') when it ends before its first picture, or that has no colours. */
export function readGifHeader(bytes: Uint8Array): PictureHeader {
  const { screen, first, alpha, pictures, remark } = partsOf(bytes)
  const isCovered = first.x + first.y === 0 && first.width >= screen.width && first.height >= screen.height
  return {
    ...screen,
    alpha: alpha || !isCovered,
    animated: pictures > 1,
    ...(!isCovered && { covered: first }),
    model: 'rgb',
    exif: readExif(undefined),
    comment: remark && plainText(remark),
    colour: undefined,
  }
}

/** Its first picture alone, on a screen as large as that needs, with an end: decoders differ in what they do without. */
export function bareGif(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const { screen, control, dataAt, end } = partsOf(bytes)
  const head = bytes.slice(0, 13 + tableBytes(bytes[10]!))
  const view = new DataView(head.buffer)
  view.setUint16(6, screen.width, true)
  view.setUint16(8, screen.height, true)
  const picture = bytes.subarray(dataAt, end)
  const out = new Uint8Array(head.length + control.length + picture.length + 2)
  out.set(head)
  out.set(control, head.length)
  out.set(picture, head.length + control.length)
  out[out.length - 1] = trailer
  return out
}

interface Parts {
  readonly screen: { readonly width: number; readonly height: number }
  /** Where the first picture lies on it. */
  readonly first: Rectangle
  /** Whether the first picture has a transparent colour. */
  readonly alpha: boolean
  /** The extension that says so. */
  readonly control: Uint8Array
  /** Of the first picture's descriptor. */
  readonly dataAt: number
  /** Behind its last block. */
  readonly end: number
  readonly pictures: number
  readonly remark?: Uint8Array
}

function partsOf(bytes: Uint8Array): Parts {
  if (bytes.length < 13) throw damagedPicture(messages.endsTooEarly())
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let first: Omit<Parts, 'pictures' | 'remark'> | undefined
  let [pictures, control, remark] = [0, new Uint8Array(), undefined as Uint8Array | undefined]
  let at = 13 + tableBytes(bytes[10]!)
  for (;;) {
    const kind = bytes[at]
    if (kind === extension && at + 2 < bytes.length) {
      const label = bytes[at + 1]
      const { at: end } = blocksEnd(bytes, at + 2)
      if (label === controls && !first) control = bytes.slice(at, end + 1)
      if (label === comment) remark ??= joinedBlocks(bytes, at + 2)
      at = end + 1
    } else if (kind === picture && at + 10 < bytes.length) {
      const end = blocksEnd(bytes, at + 11 + tableBytes(bytes[at + 9]!))
      first ??= firstPicture(view, bytes, at, end, control)
      pictures += 1
      at = end.at + 1
    } else break
  }
  if (!first) throw damagedPicture(messages.endsTooEarly())
  return { ...first, pictures, ...(remark && { remark }) }
}

function firstPicture(
  view: DataView,
  bytes: Uint8Array,
  at: number,
  end: BlocksEnd,
  control: Uint8Array,
): Omit<Parts, 'pictures' | 'remark'> {
  const [x, y, width, height] = [1, 3, 5, 7].map((place) => view.getUint16(at + place, true)) as [
    number,
    number,
    number,
    number,
  ]
  if (width === 0 || height === 0) throw damagedPicture(messages.otherSize({ width, height }))
  if (((bytes[10]! | bytes[at + 9]!) & 0x80) === 0) throw damagedPicture(messages.noPalette())
  const first = at + 11 + tableBytes(bytes[at + 9]!)
  // Browsers decode all of it or nothing.
  if (end.at <= first || end.isCut) throw damagedPicture(messages.endsTooEarly())
  return {
    screen: {
      width: Math.max(view.getUint16(6, true), x + width),
      height: Math.max(view.getUint16(8, true), y + height),
    },
    first: { x, y, width, height },
    alpha: (control[3]! & 1) !== 0,
    control,
    dataAt: at,
    end: end.at,
  }
}

/** Bytes of a table of colours, where the packed field says that there is one. */
const tableBytes = (packed: number): number => ((packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1))

function joinedBlocks(bytes: Uint8Array, start: number): Uint8Array {
  const joined: number[] = []
  for (let at = start; at < bytes.length && bytes[at] !== 0; at += 1 + bytes[at]!)
    joined.push(...bytes.subarray(at + 1, at + 1 + bytes[at]!))
  return Uint8Array.from(joined)
}

interface BlocksEnd {
  /** Of the empty block that ends them, or of the file's end. */
  readonly at: number
  /** Whether the last block or those behind it are missing: writers fill all but the last. */
  readonly isCut: boolean
}

/** Blocks of up to 255 bytes, each behind its length, end with an empty one. */
function blocksEnd(bytes: Uint8Array, start: number): BlocksEnd {
  let [at, last] = [start, start]
  while (at < bytes.length && bytes[at] !== 0) {
    last = at
    at += 1 + bytes[at]!
  }
  const isCut = at > bytes.length || (at === bytes.length && bytes[last] === 255)
  return { at: Math.min(at, bytes.length), isCut }
}
