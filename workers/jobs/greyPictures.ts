import type { Pixels } from '../../src/shared/pixels'

/** Pictures for an edit whose result nobody wants. As a mask, each covers everything. */
export function greyPictures(
  { width, height }: { readonly width: number; readonly height: number },
  names: readonly string[],
): Readonly<Record<string, Pixels>> {
  const data = new Uint8ClampedArray(width * height * 4).fill(128)
  for (let at = 3; at < data.length; at += 4) data[at] = 255
  return Object.fromEntries(names.map((name) => [name, { width, height, data }]))
}
