// ICC profiles (ICC.1:2022) of screens, cameras, scanners and presses, as far as pictures carry them: curves and a matrix, a grey
// curve, or a table of colours.
import { d50, type Matrix } from './colourSpace'
import { readCurve, type Curve } from './iccCurve'
import { readDeviceTable } from './iccTable'

export type IccProfile =
  | { readonly kind: 'matrix'; readonly curves: readonly [Curve, Curve, Curve]; readonly toXyz: Matrix }
  | { readonly kind: 'grey'; readonly curve: Curve }
  | {
      readonly kind: 'table'
      readonly inputs: 1 | 3 | 4
      /** XYZ relative to D50. */
      readonly toXyz: (device: readonly number[]) => [number, number, number]
    }

const spaces: Readonly<Record<string, 1 | 3 | 4>> = { GRAY: 1, 'RGB ': 3, CMYK: 4 }

/** Reads a profile; undefined where it is damaged or of a kind that no picture has. */
export function readIccProfile(bytes: Uint8Array): IccProfile | undefined {
  try {
    return read(bytes)
  } catch (error) {
    // Beyond the end of the file.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function read(bytes: Uint8Array): IccProfile | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const word = (at: number) => String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)))
  if (word(36) !== 'acsp') return undefined
  const [inputs, connection] = [spaces[word(16)], word(20)]
  if (!inputs) return undefined
  const tags = new Map(
    Array.from({ length: Math.min(view.getUint32(128), 1000) }, (_, i) => {
      const at = 132 + 12 * i
      return [word(at), view.getUint32(at + 4)] as const
    }),
  )
  const table = tags.get('A2B0') ?? tags.get('A2B1')
  if (table !== undefined) {
    const { at, inputs: own, legacyLab } = readDeviceTable(view, table)
    if (own !== inputs) return undefined
    const xyz = connection === 'Lab ' ? (pcs: number[]) => labToXyz(labOf(pcs, legacyLab)) : xyzOf
    return { kind: 'table', inputs, toXyz: (device) => xyz(at(device)) }
  }
  const curveOf = (tag: string) => readCurve(view, required(tags, tag)).curve
  if (inputs === 1) return { kind: 'grey', curve: curveOf('kTRC') }
  if (inputs !== 3) return undefined
  const columns = ['rXYZ', 'gXYZ', 'bXYZ'].map((tag) => {
    const at = required(tags, tag)
    return [8, 12, 16].map((place) => view.getInt32(at + place) / 65536)
  })
  return {
    kind: 'matrix',
    curves: [curveOf('rTRC'), curveOf('gTRC'), curveOf('bTRC')],
    toXyz: [0, 1, 2].flatMap((row) => columns.map((column) => column[row]!)) as unknown as Matrix,
  }
}

function required(tags: ReadonlyMap<string, number>, tag: string): number {
  const at = tags.get(tag)
  if (at === undefined) throw new RangeError(`no ${tag}`)
  return at
}

/** Encoded from 0 to 1 + 32767/32768. */
const xyzOf = ([x = 0, y = 0, z = 0]: number[]): [number, number, number] => {
  const most = 1 + 32767 / 32768
  return [x * most, y * most, z * most]
}

const labOf = ([l = 0, a = 0, b = 0]: number[], legacy: boolean): [number, number, number] => {
  const stretch = legacy ? 65535 / 65280 : 1
  return [l * 100 * stretch, a * 255 * stretch - 128, b * 255 * stretch - 128]
}

function labToXyz([l, a, b]: readonly [number, number, number]): [number, number, number] {
  const y = (l + 16) / 116
  const light = (f: number) => (f > 24 / 116 ? f ** 3 : (108 / 841) * (f - 16 / 116))
  return [d50[0] * light(y + a / 500), d50[1] * light(y), d50[2] * light(y - b / 200)]
}
