// The largest or smallest value of the square around each place: what dilation and erosion are made of.

/**
 * Of values [height * width], at each place the one that `pick` chooses among those up to `reach` away from it by columns and by rows;
 * the picture ends at its edges.
 * @param pick `Math.max` or `Math.min`
 */
export function squareExtreme(
  values: Float32Array,
  { width, height }: { readonly width: number; readonly height: number },
  reach: number,
  pick: (a: number, b: number) => number,
): Float32Array {
  const along = (from: Float32Array, step: 'x' | 'y') =>
    from.map((_, at) => {
      const [x, y] = [at % width, Math.floor(at / width)]
      const [place, length, stride] = step === 'x' ? [x, width, 1] : [y, height, width]
      let best = from[at] as number
      for (let by = -reach; by <= reach; by++)
        if (place + by >= 0 && place + by < length) best = pick(best, from[at + by * stride] as number)
      return best
    })
  return along(along(values, 'x'), 'y')
}
