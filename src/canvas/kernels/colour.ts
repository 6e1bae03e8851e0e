// Colours for the picker: sRGB as bytes, hexadecimal and HSV.

export interface Rgb {
  /** 0 to 255. */
  readonly r: number
  readonly g: number
  readonly b: number
}

export interface Hsv {
  /** Degrees, 0 to below 360. */
  readonly h: number
  /** 0 to 1. */
  readonly s: number
  readonly v: number
}

/** "#1e90ff" */
export const hexFromRgb = ({ r, g, b }: Rgb): string =>
  `#${[r, g, b].map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`

/** Reads "#1e90ff", "1e90ff" or "#19f"; undefined for anything else. */
export function rgbFromHex(text: string): Rgb | undefined {
  const digits = /^\s*#?([0-9a-f]{3}|[0-9a-f]{6})\s*$/i.exec(text)?.[1]
  if (!digits) return undefined
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits
  const value = Number.parseInt(full, 16)
  return { r: value >> 16, g: (value >> 8) & 255, b: value & 255 }
}

/** Hue, saturation and value (Smith 1978). The hue of a grey is 0. */
export function hsvFromRgb({ r, g, b }: Rgb): Hsv {
  const most = Math.max(r, g, b)
  const chroma = most - Math.min(r, g, b)
  const sector =
    chroma === 0
      ? 0
      : most === r
        ? ((g - b) / chroma + 6) % 6
        : most === g
          ? (b - r) / chroma + 2
          : (r - g) / chroma + 4
  return { h: sector * 60, s: most === 0 ? 0 : chroma / most, v: most / 255 }
}

export function rgbFromHsv({ h, s, v }: Hsv): Rgb {
  const channel = (n: number) => {
    const k = (n + h / 60) % 6
    return Math.round(255 * (v - v * s * Math.max(0, Math.min(k, 4 - k, 1))))
  }
  return { r: channel(5), g: channel(3), b: channel(1) }
}

/** Relative luminance, 0 (black) to 1 (white), of sRGB (WCAG 2). */
export function luminance({ r, g, b }: Rgb): number {
  const linear = (value: number) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/** Black or white, whichever reads better on a colour. */
export const readableOn = (background: Rgb): '#000000' | '#ffffff' =>
  // Contrast with black is (L + 0.05) / 0.05, with white 1.05 / (L + 0.05): they meet at 0.179.
  luminance(background) > Math.sqrt(1.05 * 0.05) - 0.05 ? '#000000' : '#ffffff'
