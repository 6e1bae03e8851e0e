import { describe, expect, it } from 'vitest'
import { gridColumns } from './gridColumns'

describe('the columns of a grid', () => {
  it('make pictures as large as they fit', () => {
    const wide = { width: 1060, height: 760 }
    expect([1, 2, 3, 4, 8].map((count) => gridColumns(count, wide, 1).columns)).toEqual([1, 2, 2, 2, 4])
    expect(gridColumns(2, wide, 3)).toEqual({ columns: 1, width: 1060 })
    // As high as two rows are, though the columns would leave more room.
    expect(gridColumns(3, { width: 690, height: 490 }, 1)).toEqual({ columns: 2, width: 240 })
  })

  it('keep each large enough to be looked at, and scroll instead', () => {
    expect(gridColumns(8, { width: 690, height: 490 }, 1).columns).toBe(3)
    expect(gridColumns(50, { width: 690, height: 490 }, 1).columns).toBe(3)
    expect(gridColumns(4, { width: 150, height: 400 }, 1)).toEqual({ columns: 1, width: 150 })
    expect(gridColumns(3, { width: 384, height: 220 }, 1)).toEqual({ columns: 2, width: 187 })
  })

  it('let one be seen whole', () => {
    expect(gridColumns(3, { width: 300, height: 180 }, 0.9).width).toBe(145)
    expect(gridColumns(9, { width: 250, height: 200 }, 1)).toEqual({ columns: 1, width: 200 })
  })
})
