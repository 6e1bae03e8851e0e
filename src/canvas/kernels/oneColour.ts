import type { Tile, TiledBitmap } from './tiledBitmap'

/** Tiles are never written to, so each is looked through once. */
const colours = new WeakMap<Tile & object, string>()

/** Whether every pixel of a bitmap is the same: nothing can be made out on it. */
export function isOneColour({ tiles, channels }: TiledBitmap): boolean {
  const [first, ...others] = tiles.map((tile) => colourOf(tile, channels))
  return first !== several && others.every((colour) => colour === first)
}

const several = 'several'

function colourOf(tile: Tile, channels: number): string {
  if (!tile) return Array.from({ length: channels }, () => 0).join()
  const known = colours.get(tile)
  if (known !== undefined) return known
  const same = tile.every((value, at) => value === tile[at % channels])
  const colour = same ? tile.subarray(0, channels).join() : several
  colours.set(tile, colour)
  return colour
}
