// What a PNG's numbers mean, by the chunk that counts most (W3C PNG, third edition, 4.3): cICP, iCCP, sRGB, then gAMA and cHRM.
import { spaceOfCodePoints } from '../colour/codePoints'
import { srgbChromaticities, srgbTransfer, type Chromaticities } from '../colour/colourSpace'
import type { PictureColour } from '../colour/toSrgb'
import { inflate } from '../compression'
import type { PngChunk } from './pngChunks'

/** 1 / 2.2 as gAMA stores it, times 100000: what sRGB's curve comes to. */
const srgbGamma = 45455
/** Of a chromaticity that is sRGB's own, rounded by some program. */
const nearEnough = 0.002
/** Profiles of presses have a megabyte or two. */
const profileLimitBytes = 16_000_000

/** What the picture says of its colours; undefined where they are sRGB, or what it says makes no sense. */
export async function pngColour(chunks: readonly PngChunk[]): Promise<PictureColour> {
  const dataOf = (wanted: string) => chunks.find(({ type }) => type === wanted)?.data
  const [primaries, transfer] = dataOf('cICP') ?? []
  const space = spaceOfCodePoints(primaries ?? 0, transfer ?? 0)
  if (space) return { kind: 'space', space }
  const profile = dataOf('iCCP')
  if (profile) {
    const bytes = await profileIn(profile)
    if (bytes) return { kind: 'profile', bytes }
  }
  return dataOf('sRGB') ? undefined : fromNumbers(dataOf('gAMA'), dataOf('cHRM'))
}

/** A name, a zero, the way of compression, then the profile. One that is damaged says nothing. */
async function profileIn(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array | undefined> {
  const end = data.indexOf(0)
  if (end < 0 || data[end + 1] !== 0) return undefined
  return inflate(data.slice(end + 2), profileLimitBytes).catch(() => undefined)
}

function fromNumbers(gamma: Uint8Array | undefined, chroma: Uint8Array | undefined): PictureColour {
  const given = gamma?.length === 4 ? uint32(gamma, 0) : 0
  const chromaticities = chroma?.length === 32 ? chromaticitiesIn(chroma) : undefined
  const own = chromaticities && !isSrgb(chromaticities) ? chromaticities : undefined
  const isPlain = given === 0 || Math.abs(given - srgbGamma) <= 500
  if (!own && isPlain) return undefined
  const exponent = 100_000 / given
  return {
    kind: 'space',
    space: {
      chromaticities: own ?? srgbChromaticities,
      transfer: given === 0 ? srgbTransfer : (sample) => sample ** exponent,
    },
  }
}

const uint32 = (data: Uint8Array, at: number) =>
  new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(at)

/** Undefined where they span no colours. */
function chromaticitiesIn(data: Uint8Array): Chromaticities | undefined {
  const [white, red, green, blue] = [0, 8, 16, 24].map(
    (at) => [uint32(data, at) / 100_000, uint32(data, at + 4) / 100_000] as const,
  ) as [Pair, Pair, Pair, Pair]
  const area = (green[0] - red[0]) * (blue[1] - red[1]) - (blue[0] - red[0]) * (green[1] - red[1])
  const sensible = [white, red, green, blue].every(([x, y]) => x <= 1 && y > 0 && y <= 1)
  return sensible && Math.abs(area) > 0.001 ? { white, red, green, blue } : undefined
}
type Pair = readonly [x: number, y: number]

const isSrgb = (given: Chromaticities) =>
  (['white', 'red', 'green', 'blue'] as const).every((name) =>
    given[name].every((value, i) => Math.abs(value - srgbChromaticities[name][i]!) < nearEnough),
  )
