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
  const along = (from: Float32Array, step: 'x' | 'y') => {
    let all = from
    // What reaches `done` far reaches three times as far with its neighbours at twice that and one more.
    for (let done = 0, by = 0; done < reach; done += by) {
      by = Math.min(2 * done + 1, reach - done)
      const last = all
      all = all.map((value, at) => {
        const [place, length, stride] =
          step === 'x' ? [at % width, width, 1] : [Math.floor(at / width), height, width]
        const [before, after] = [Math.max(-by, -place), Math.min(by, length - 1 - place)]
        return pick(pick(value, last[at + before * stride] as number), last[at + after * stride] as number)
      })
    }
    return all
  }
  return along(along(values, 'x'), 'y')
}
