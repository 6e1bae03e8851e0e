// What a person means by a typed number, in whatever digits and with whichever decimal sign.

/** What a field takes. */
export interface NumberRange {
  readonly min?: number | undefined
  readonly max?: number | undefined
  /** Whole numbers only. */
  readonly whole?: boolean | undefined
}

/** Each script's digits lie in a row, its zero first. */
function latinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!
    let zero = code
    while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--
    // Rows can lie end to end; they begin at a multiple of ten from the first.
    return String((code - zero) % 10)
  })
}

/** Where there is one sign only, a group of three digits behind it can be thousands: it is, where parts make no sense. */
const isGrouped = (text: string, sign: string, whole: boolean) => {
  const parts = text.split(sign)
  const threes = parts.slice(1).every((part) => part.length === 3)
  return threes && parts[0] !== '' && parts[0] !== '0' && (parts.length > 2 || whole)
}

/** With a point before its parts, and nothing between its thousands. */
function withPoint(text: string, whole: boolean): string | undefined {
  const signs = ['.', ','].filter((sign) => text.includes(sign))
  if (signs.length === 0) return text
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  const decimal = text[last]!
  if (signs.length === 1 && isGrouped(text, decimal, whole)) return text.replaceAll(decimal, '')
  const before = text.slice(0, last).replaceAll(decimal === '.' ? ',' : '.', '')
  return before.includes(decimal) ? undefined : `${before}.${text.slice(last + 1)}`
}

/**
 * The number that a text stands for, or undefined: "1,5", "1 000", "1e3", "٣٫٥", "−3", "12 px". A percentage is its share, unless
 * the field counts in percent.
 */
export function readNumber(
  typed: string,
  { whole = false, unit }: { readonly whole?: boolean; readonly unit?: string | undefined } = {},
): number | undefined {
  let text = latinDigits(typed.replace(/\p{Cf}/gu, ''))
    .replace(/[−－‒–—﹣]/g, '-')
    .replace(/[．٫]/g, '.')
    .replace(/，/g, ',')
    .replace(/(?<=\d)[\p{Zs}'’٬_](?=\d{3}(?!\d))/gu, '')
    .trim()
  if (unit && text.endsWith(unit)) text = text.slice(0, -unit.length).trim()
  const percent = unit !== '%' && /[%٪％]$/.test(text)
  if (percent) text = text.slice(0, -1).trim()
  const [, sign = '', digits = '', exponent = ''] =
    /^([+-]?)([\d.,]*\d[\d.,]*)(e[+-]?\d+)?$/i.exec(text) ?? []
  const plain = withPoint(digits, whole && exponent === '')
  if (digits === '' || plain === undefined) return undefined
  const value = Number(`${sign}${plain}${exponent}`) / (percent ? 100 : 1)
  return Number.isNaN(value) ? undefined : value
}

/** The nearest value that the field takes. */
export function inRange(value: number, { min = -Infinity, max = Infinity, whole }: NumberRange): number {
  const within = Math.min(max, Math.max(min, value))
  return whole && Number.isFinite(within) ? Math.round(within) : within
}

/** Decimals that are shown: four, or as many as a step has. */
export function shownNumber(value: number, step = 1): string {
  const places = Math.max(4, Math.ceil(-Math.log10(step)))
  return String(Number(value.toFixed(places)))
}
