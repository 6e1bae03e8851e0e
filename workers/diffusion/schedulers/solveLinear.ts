// Systems of a few linear equations.

/** x with `rows` x = `values`, by Gauss's elimination with row pivots. */
export function solveLinear(rows: readonly (readonly number[])[], values: readonly number[]): number[] {
  const size = values.length
  const work = rows.map((row, at) => [...row, values[at] as number])
  const cell = (row: number, column: number) => (work[row] as number[])[column] as number
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let row = column + 1; row < size; row++)
      if (Math.abs(cell(row, column)) > Math.abs(cell(pivot, column))) pivot = row
    ;[work[column], work[pivot]] = [work[pivot] as number[], work[column] as number[]]
    for (let row = column + 1; row < size; row++) {
      const factor = cell(row, column) / cell(column, column)
      for (let at = column; at <= size; at++)
        (work[row] as number[])[at] = cell(row, at) - factor * cell(column, at)
    }
  }
  const x = Array.from({ length: size }, () => 0)
  for (let row = size - 1; row >= 0; row--) {
    const known = x.reduce((sum, value, at) => (at > row ? sum + value * cell(row, at) : sum), 0)
    x[row] = (cell(row, size) - known) / cell(row, row)
  }
  return x
}
