/** A picture as both sides exchange it: RGBA, 8 bits a channel, row by row from the top left, alpha not premultiplied. */
export interface Pixels {
  readonly width: number
  readonly height: number
  /** width x height x 4 bytes. */
  readonly data: Uint8ClampedArray<ArrayBuffer>
}

/** A transparent picture. */
export const emptyPixels = (width: number, height: number): Pixels => ({
  width,
  height,
  data: new Uint8ClampedArray(width * height * 4),
})

/** A rectangle in pixels. */
export interface Region {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
