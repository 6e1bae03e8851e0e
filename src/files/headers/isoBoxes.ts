// The boxes of ISO media files (ISO/IEC 14496-12, 4.2), and the items that a `meta` box describes (8.11).

export interface Box {
  readonly type: string
  /** Of its contents. */
  readonly start: number
  readonly end: number
}

export interface Items {
  /** The picture that is shown; undefined where none is named. */
  readonly primary: number | undefined
  /** Numbers of items by their type, as "av01" or "Exif". */
  readonly ofType: (type: string) => readonly number[]
  /** What describes an item, in order; all that there is where it is not said which. */
  readonly propertiesOf: (item: number | undefined) => readonly Box[]
  /** An item's bytes, where they lie in the file in one piece. */
  readonly bytesOf: (item: number) => Uint8Array | undefined
}

const wordAt = (view: DataView, at: number) =>
  String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)))

/** The boxes in a range; one that claims more than there is ends the list. */
function boxesIn(view: DataView, start: number, end: number): Box[] {
  const boxes: Box[] = []
  let at = start
  while (at + 8 <= end) {
    let length = view.getUint32(at)
    let header = 8
    if (length === 1 && at + 16 <= end) {
      length = Number(view.getBigUint64(at + 8))
      header = 16
    } else if (length === 0) length = end - at
    if (length < header || at + length > end) break
    boxes.push({ type: wordAt(view, at + 4), start: at + header, end: at + length })
    at += length
  }
  return boxes
}

/**
 * Reads the items of a file.
 * @throws RangeError when it ends too early.
 */
export function readItems(view: DataView): Items {
  const meta = boxesIn(view, 0, view.byteLength).find(({ type }) => type === 'meta')
  // `meta` is a full box: four bytes of version and flags come first.
  const boxes = meta ? boxesIn(view, meta.start + 4, meta.end) : []
  const named = (type: string) => boxes.find((box) => box.type === type)
  const [pitm, iinf, iloc, iprp] = ['pitm', 'iinf', 'iloc', 'iprp'].map(named)
  const types = iinf ? typesOf(view, iinf) : []
  const inner = iprp ? boxesIn(view, iprp.start, iprp.end) : []
  const container = inner.find(({ type }) => type === 'ipco')
  const all = container ? boxesIn(view, container.start, container.end) : []
  const associations = inner.filter(({ type }) => type === 'ipma').flatMap((box) => associationsOf(view, box))
  return {
    primary: pitm && numberAt(view, pitm.start + 4, isLong(view, pitm)),
    ofType: (wanted) => types.filter(([, type]) => type === wanted).map(([id]) => id),
    propertiesOf: (item) => {
      const own = associations.filter(([id]) => id === item)
      // Properties are counted from 1.
      return own.length === 0 ? all : own.flatMap(([, place]) => all[place - 1] ?? [])
    },
    bytesOf: (item) => {
      const range = iloc && rangeOf(view, iloc, item)
      return range && new Uint8Array(view.buffer, view.byteOffset + range.at, range.length)
    },
  }
}

const versionOf = (view: DataView, box: Box) => view.getUint8(box.start)
/** Whether a box of two versions has its numbers in four bytes in place of two. */
const isLong = (view: DataView, box: Box) => versionOf(view, box) > 0
const numberAt = (view: DataView, at: number, long: boolean) =>
  long ? view.getUint32(at) : view.getUint16(at)

function typesOf(view: DataView, iinf: Box): (readonly [id: number, type: string])[] {
  const entries = boxesIn(view, iinf.start + (isLong(view, iinf) ? 8 : 6), iinf.end)
  return entries
    .filter((entry) => entry.type === 'infe' && versionOf(view, entry) >= 2)
    .map((entry) => {
      const long = versionOf(view, entry) > 2
      return [numberAt(view, entry.start + 4, long), wordAt(view, entry.start + (long ? 10 : 8))]
    })
}

function associationsOf(view: DataView, ipma: Box): (readonly [item: number, property: number])[] {
  const found: (readonly [number, number])[] = []
  const [long, wide] = [isLong(view, ipma), (view.getUint8(ipma.start + 3) & 1) === 1]
  const count = view.getUint32(ipma.start + 4)
  let at = ipma.start + 8
  for (let i = 0; i < count && at < ipma.end; i++) {
    const item = numberAt(view, at, long)
    at += long ? 4 : 2
    const own = view.getUint8(at++)
    // The highest bit says that the property is essential.
    for (let p = 0; p < own; p++, at += wide ? 2 : 1)
      found.push([item, wide ? view.getUint16(at) & 0x7fff : view.getUint8(at) & 0x7f])
  }
  return found
}

/** Where an item lies (8.11.3): one piece, by its place in the file. */
function rangeOf(view: DataView, iloc: Box, wanted: number) {
  const version = versionOf(view, iloc)
  const sizes = view.getUint16(iloc.start + 4)
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15]
  const indexSize = version > 0 ? sizes & 15 : 0
  let at = iloc.start + 6
  const take = (size: number) => {
    at += size
    if (size === 8) return Number(view.getBigUint64(at - 8))
    return size === 4 ? view.getUint32(at - 4) : size === 2 ? view.getUint16(at - 2) : 0
  }
  const count = take(version > 1 ? 4 : 2)
  for (let i = 0; i < count && at < iloc.end; i++) {
    const item = take(version > 1 ? 4 : 2)
    const construction = version > 0 ? take(2) & 15 : 0
    take(2)
    const base = take(baseSize)
    const pieces = Array.from({ length: Math.min(take(2), 1000) }, () => {
      take(indexSize)
      return { at: base + take(offsetSize), length: take(lengthSize) }
    })
    const [piece] = pieces
    if (item !== wanted) continue
    return piece && pieces.length === 1 && construction === 0 && piece.at + piece.length <= view.byteLength
      ? piece
      : undefined
  }
  return undefined
}
