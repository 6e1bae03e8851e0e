// XMP (ISO 16684-1), as far as programs write their settings into it: the comment of a picture, or its description.

/** Under which a picture's XMP text is among its texts. */
export const xmpComment = 'XMP comment'

/** Where settings lie in an XMP packet, the likeliest first. */
const PLACES = ['exif:UserComment', 'dc:description']

/** The text of a packet in which settings may lie; undefined where there is none. */
export function xmpText(packet: Uint8Array | string): string | undefined {
  const xml = typeof packet === 'string' ? packet : new TextDecoder().decode(packet)
  for (const name of PLACES) {
    const inside =
      new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`).exec(xml)?.[1] ??
      new RegExp(`\\s${name}="([^"]*)"`).exec(xml)?.[1]
    const text = inside && unescaped(inside.replaceAll(/<[^>]*>/g, '')).trim()
    if (text !== undefined && text !== '') return text
  }
  return undefined
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name: string) => {
    const code =
      hex !== undefined ? parseInt(hex as string, 16) : decimal !== undefined ? Number(decimal) : NaN
    if (Number.isNaN(code)) return NAMED[name] ?? whole
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
