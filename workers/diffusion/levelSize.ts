/**
 * Height and width of the latents where they have been halved `level` times, as the UNet's convolutions of stride 2 do it: an odd
 * pixel is kept.
 */
export function levelSize(
  [height, width]: readonly [height: number, width: number],
  level: number,
): readonly [height: number, width: number] {
  return level === 0 ? [height, width] : levelSize([Math.ceil(height / 2), Math.ceil(width / 2)], level - 1)
}
