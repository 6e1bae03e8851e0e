interface Size {
  readonly width: number
  readonly height: number
}

/** Whether two sizes have the same proportions, to a hundredth. */
export const sameShape = (a: Size, b: Size): boolean =>
  Math.abs((a.width * b.height) / (a.height * b.width) - 1) < 0.01
